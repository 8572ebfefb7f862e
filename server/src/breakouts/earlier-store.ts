import { and, asc, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { breakoutAssignment as assignment, booking, breakout, session } from '#db/schema.ts';

type SessionRow = Pick<typeof session.$inferSelect, 'id' | 'creator_id'>;

/** So many are offered. */
const MOST_EARLIER = 20;

/** Other sessions of the same creator that have rooms, and that this account is a host of. */
function earlierThan(db: Executor, { id, creator_id }: SessionRow, account_id: number) {
  const cohosted = db
    .select({ id: booking.session_id })
    .from(booking)
    .where(and(eq(booking.account_id, account_id), eq(booking.is_cohost, true)));
  const with_rooms = db.select({ id: breakout.session_id }).from(breakout).where(isNull(breakout.removed_at));
  return and(
    ne(session.id, id),
    eq(session.creator_id, creator_id),
    inArray(session.id, with_rooms),
    or(sql`${session.creator_id} = ${account_id}`, inArray(session.id, cohosted)),
  );
}

const kept = (session_id: number) => and(eq(breakout.session_id, session_id), isNull(breakout.removed_at));

export async function listEarlier(db: Executor, row: SessionRow, account_id: number) {
  const sessions = await db
    .select({
      session_id: session.id,
      title: session.title,
      assigned: db.$count(assignment, eq(assignment.session_id, session.id)),
    })
    .from(session)
    .where(earlierThan(db, row, account_id))
    .orderBy(desc(session.listed_at), desc(session.id))
    .limit(MOST_EARLIER);
  const ids = sessions.map((one) => one.session_id);
  const rooms = await db
    .select({ session_id: breakout.session_id, name: breakout.name })
    .from(breakout)
    .where(and(inArray(breakout.session_id, ids), isNull(breakout.removed_at)))
    .orderBy(asc(breakout.id));
  const byNames = Map.groupBy(rooms, (room) => room.session_id);
  return sessions.map((one) => ({ ...one, rooms: (byNames.get(one.session_id) ?? []).map(({ name }) => name) }));
}

/** Null where that is none of them. */
export async function findEarlier(tx: Tx, row: SessionRow, account_id: number, from_id: number) {
  const [found] = await tx
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, from_id), earlierThan(tx, row, account_id)));
  if (!found) return null;
  const rooms = await tx.select({ id: breakout.id, name: breakout.name }).from(breakout).where(kept(from_id));
  const assignments = await tx
    .select({ account_id: assignment.account_id, breakout_id: assignment.breakout_id })
    .from(assignment)
    .where(eq(assignment.session_id, from_id))
    .orderBy(asc(assignment.account_id));
  return { rooms: rooms.sort((one, other) => one.id - other.id), assignments };
}
