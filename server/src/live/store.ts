import type { LeaveReason, Participant } from '@lectern/contract';
import { and, asc, eq, inArray, isNull, max, ne } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, breakout, liveSessionParticipant as stay } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type StayRow = typeof stay.$inferSelect;

const active = (session_id: number) => and(eq(stay.session_id, session_id), isNull(stay.left_at));

const select = (db: Executor) =>
  db.select({ stay, user: userColumns }).from(stay).innerJoin(account, eq(account.id, stay.account_id)).$dynamic();

const toParticipant = ({ stay: row, user }: Awaited<ReturnType<typeof select>>[number]): Participant => ({
  id: row.id,
  user,
  joined_at: row.joined_at.toISOString(),
  audio_enabled: row.audio_enabled,
  video_enabled: row.video_enabled,
  screen_enabled: row.screen_since !== null,
  breakout_id: row.breakout_id,
  called_to: row.is_called ? { breakout_id: row.called_to_id } : null,
});

/** The active ones in order of joining. By id, which the session's row lock hands out in that order whatever the clock does. */
export async function listActive(db: Executor, session_id: number): Promise<Participant[]> {
  return (await select(db).where(active(session_id)).orderBy(asc(stay.id))).map(toParticipant);
}

/** Who is in the room, as far as presence goes. */
export async function listPresentStays(db: Executor, session_id: number) {
  const { breakout_id, joined_at, seen_at, seen_by } = stay;
  return db
    .select({ user: userColumns, breakout_id, joined_at, seen_at, seen_by })
    .from(stay)
    .innerJoin(account, eq(account.id, stay.account_id))
    .where(active(session_id))
    .orderBy(asc(stay.id));
}

/** The same as bare rows, with what the presence check needs. */
export async function listActiveRows(db: Executor, session_id: number): Promise<StayRow[]> {
  return db.select().from(stay).where(active(session_id)).orderBy(asc(stay.id));
}

export async function isActive(db: Executor, session_id: number, account_id: number): Promise<boolean> {
  const [row] = await db
    .select({ id: stay.id })
    .from(stay)
    .where(and(active(session_id), eq(stay.account_id, account_id)));
  return row !== undefined;
}

/** Whether an account is in this room now: in a breakout, or with null in the main room. */
export async function isInRoom(
  db: Executor,
  session_id: number,
  account_id: number,
  breakout_id: number | null,
): Promise<boolean> {
  const row = await findActive(db, session_id, account_id);
  return row !== null && row.breakout_id === breakout_id;
}

/** Whether a session ever had breakouts. */
export async function hasBreakouts(db: Executor, session_id: number): Promise<boolean> {
  const [row] = await db.select({ id: breakout.id }).from(breakout).where(eq(breakout.session_id, session_id)).limit(1);
  return row !== undefined;
}

/** The breakouts that somebody is in. */
export async function listOccupiedBreakouts(db: Executor, session_id: number): Promise<number[]> {
  const rows = await db.selectDistinct({ breakout_id: stay.breakout_id }).from(stay).where(active(session_id));
  return rows.flatMap(({ breakout_id }) => (breakout_id === null ? [] : [breakout_id]));
}

/** How many are active, the creator not counted. */
export async function countActiveLearners(tx: Tx, session_id: number, creator_id: number): Promise<number> {
  return tx.$count(stay, and(active(session_id), ne(stay.account_id, creator_id)));
}

export async function countActive(db: Executor, session_id: number): Promise<number> {
  return db.$count(stay, active(session_id));
}

/** Throws the database's unique violation where the account is active already. */
export async function insertStay(
  tx: Tx,
  values: { session_id: number; account_id: number; joined_at: Date; tab: string | null; breakout_id: number | null },
): Promise<Participant> {
  const [row] = await tx.insert(stay).values(values).returning({ id: stay.id });
  const [written] = row ? await select(tx).where(eq(stay.id, row.id)) : [];
  if (!written) throw new Error('The new stay was not written');
  return toParticipant(written);
}

/** The active stay of one account, or null where there is none. */
export async function findActive(db: Executor, session_id: number, account_id: number): Promise<StayRow | null> {
  const [row] = await db
    .select()
    .from(stay)
    .where(and(active(session_id), eq(stay.account_id, account_id)));
  return row ?? null;
}

/** Whose active stay this is and in which room, or null where it is over or another session's. */
export async function findActiveStay(
  db: Executor,
  session_id: number,
  id: number,
): Promise<{ account_id: number; breakout_id: number | null } | null> {
  const [row] = await db
    .select({ account_id: stay.account_id, breakout_id: stay.breakout_id })
    .from(stay)
    .where(and(active(session_id), eq(stay.id, id)));
  return row ?? null;
}

/** Where they were, and were called to, stays: who comes back, comes back there. */
const NOTHING_GOES_ON = { audio_enabled: false, video_enabled: false, screen_since: null } as const;

export async function endStay(tx: Tx, id: number, left_at: Date, left_reason: LeaveReason): Promise<void> {
  await tx
    .update(stay)
    .set({ left_at, left_reason, ...NOTHING_GOES_ON })
    .where(eq(stay.id, id));
}

export async function endAllStays(tx: Tx, session_id: number, left_at: Date): Promise<void> {
  await tx
    .update(stay)
    .set({ left_at, left_reason: 'ended', ...NOTHING_GOES_ON })
    .where(active(session_id));
}

export async function changeTab(tx: Tx, id: number, tab: string): Promise<void> {
  await tx.update(stay).set({ tab }).where(eq(stay.id, id));
}

/** Somebody's browser was there until now: whoever has vanished, left at that moment. */
export async function markSeenAccount(db: Executor, session_id: number, account_id: number, seen_at: Date) {
  await db
    .update(stay)
    .set({ seen_at, seen_by: 'socket' })
    .where(and(active(session_id), eq(stay.account_id, account_id)));
}

/** Writes what an active stay sends; false where it is over or nothing changed. */
export async function changeMedia(
  tx: Tx,
  id: number,
  sends: { audio_enabled: boolean; video_enabled: boolean },
): Promise<boolean> {
  const [row] = await tx
    .select()
    .from(stay)
    .where(and(eq(stay.id, id), isNull(stay.left_at)));
  if (!row || (row.audio_enabled === sends.audio_enabled && row.video_enabled === sends.video_enabled)) return false;
  await tx.update(stay).set(sends).where(eq(stay.id, id));
  return true;
}

export async function markSeen(db: Executor, ids: number[], seen_by: 'socket' | 'media', seen_at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(stay)
    .set({ seen_at, seen_by })
    .where(and(inArray(stay.id, ids), isNull(stay.left_at)));
}

/** When anybody was last in the room for certain: seen, joined or left; null where nobody ever was. */
export async function lastThere(db: Executor, session_id: number): Promise<Date | null> {
  const [row] = await db
    .select({ seen: max(stay.seen_at), joined: max(stay.joined_at), left: max(stay.left_at) })
    .from(stay)
    .where(eq(stay.session_id, session_id));
  const times = [row?.seen, row?.joined, row?.left].filter((at) => at instanceof Date);
  return times.length === 0 ? null : new Date(Math.max(...times.map((at) => at.getTime())));
}
