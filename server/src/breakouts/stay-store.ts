import type { Called } from '@lectern/contract';
import { and, count, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { booking, breakoutVisit, session, liveSessionParticipant as stay } from '#db/schema.ts';
import type { Placed } from './calls.ts';

/** A latest stay; one that is over keeps where it was and was called to: who comes back, comes back there. */
export interface PlacedStay extends Placed {
  is_over: boolean;
}

/** The latest stay of everybody who was ever here, in order of account. */
export async function listStays(db: Executor, session_id: number): Promise<PlacedStay[]> {
  return db
    .selectDistinctOn([stay.account_id], {
      id: stay.id,
      account_id: stay.account_id,
      breakout_id: stay.breakout_id,
      is_called: stay.is_called,
      called_to_id: stay.called_to_id,
      is_over: sql<boolean>`${stay.left_at} is not null`,
      is_host: sql<boolean>`${stay.account_id} = ${session.creator_id} or coalesce(${booking.is_cohost}, false)`,
    })
    .from(stay)
    .innerJoin(session, eq(session.id, stay.session_id))
    .leftJoin(booking, and(eq(booking.session_id, stay.session_id), eq(booking.account_id, stay.account_id)))
    .where(eq(stay.session_id, session_id))
    .orderBy(stay.account_id, sql`${stay.id} desc`);
}

/** A call to where somebody is takes an earlier one back. */
export async function writeCalls(tx: Tx, calls: Called[]): Promise<void> {
  if (calls.length === 0) return;
  const ids = sql.param(calls.map((one) => one.participant_id));
  const rooms = sql.param(calls.map((one) => one.breakout_id));
  await tx.execute(sql`
    update live_session_participant stay
    set is_called = called.room is distinct from stay.breakout_id,
      called_to_id = nullif(called.room, stay.breakout_id)
    from unnest(${ids}::int[], ${rooms}::int[]) as called (id, room)
    where stay.id = called.id`);
}

/** From now on this stay is in that room; a call has been answered by it, or has come to nothing. */
export async function changeRoomOf(tx: Tx, stay_id: number, breakout_id: number | null): Promise<void> {
  await tx.update(stay).set({ breakout_id, is_called: false, called_to_id: null }).where(eq(stay.id, stay_id));
}

export async function noteVisit(tx: Tx, breakout_id: number, account_id: number): Promise<void> {
  await tx.insert(breakoutVisit).values({ breakout_id, account_id }).onConflictDoNothing();
}

export async function countIn(db: Executor, breakout_id: number): Promise<number> {
  return db.$count(stay, and(eq(stay.breakout_id, breakout_id), isNull(stay.left_at)));
}

/** How many are in a breakout, or called to it. */
export async function countBound(db: Executor, breakout_id: number): Promise<number> {
  return db.$count(
    stay,
    and(isNull(stay.left_at), or(eq(stay.breakout_id, breakout_id), eq(stay.called_to_id, breakout_id))),
  );
}

/** Who has a right to be assigned: approved, and no host. Those who are here first, each by account. */
export async function listAssignable(db: Executor, session_id: number): Promise<{ here: number[]; away: number[] }> {
  const rows = await db
    .select({ account_id: booking.account_id, stays: count(stay.id) })
    .from(booking)
    .leftJoin(
      stay,
      and(eq(stay.session_id, booking.session_id), eq(stay.account_id, booking.account_id), isNull(stay.left_at)),
    )
    .where(and(eq(booking.session_id, session_id), eq(booking.status, 'approved'), eq(booking.is_cohost, false)))
    .groupBy(booking.account_id)
    .orderBy(booking.account_id);
  const ids = (some: typeof rows) => some.map(({ account_id }) => account_id);
  return { here: ids(rows.filter((row) => row.stays > 0)), away: ids(rows.filter((row) => row.stays === 0)) };
}

/** The stays that are in a breakout now. */
export async function listInBreakouts(db: Executor, session_id: number) {
  const { id, account_id, breakout_id } = stay;
  return db
    .select({ id, account_id, breakout_id })
    .from(stay)
    .where(and(eq(stay.session_id, session_id), isNull(stay.left_at), isNotNull(stay.breakout_id)))
    .orderBy(stay.id);
}
