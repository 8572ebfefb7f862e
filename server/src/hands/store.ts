import type { Hand, User } from '@lectern/contract';
import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { inRoom } from '#db/in-room.ts';
import { account, breakout, hand, session, liveSessionParticipant as stay } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

/** The queue: first come, first served. */
export async function listHands(db: Executor, session_id: number, breakout_id: number | null): Promise<Hand[]> {
  const rows = await db
    .select({ user: userColumns, raised_at: hand.raised_at })
    .from(hand)
    .innerJoin(account, eq(account.id, hand.account_id))
    .where(inRoom(hand, { session_id, breakout_id }))
    .orderBy(asc(hand.id));
  return rows.map(({ user, raised_at }) => ({ user, raised_at: raised_at.toISOString() }));
}

/** Who has the word in a room. */
export async function findWord(db: Executor, session_id: number, breakout_id: number | null): Promise<User | null> {
  const [row] =
    breakout_id === null
      ? await db
          .select(userColumns)
          .from(session)
          .innerJoin(account, eq(account.id, session.word_account_id))
          .where(eq(session.id, session_id))
      : await db
          .select(userColumns)
          .from(breakout)
          .innerJoin(account, eq(account.id, breakout.word_account_id))
          .where(eq(breakout.id, breakout_id));
  return row ?? null;
}

export async function findUser(db: Executor, account_id: number): Promise<User | null> {
  const [row] = await db.select(userColumns).from(account).where(eq(account.id, account_id));
  return row ?? null;
}

/** False where the hand is up already. */
export async function insertHand(
  tx: Tx,
  values: { session_id: number; breakout_id: number | null; account_id: number; raised_at: Date },
): Promise<boolean> {
  const rows = await tx.insert(hand).values(values).onConflictDoNothing().returning({ id: hand.id });
  return rows.length > 0;
}

/** In which room it was up; null where it was not. */
export async function deleteHand(
  tx: Tx,
  session_id: number,
  account_id: number,
): Promise<{ breakout_id: number | null } | null> {
  const [row] = await tx
    .delete(hand)
    .where(and(eq(hand.session_id, session_id), eq(hand.account_id, account_id)))
    .returning({ breakout_id: hand.breakout_id });
  return row ?? null;
}

/** How many were up in this room. */
export async function deleteHandsIn(tx: Tx, session_id: number, breakout_id: number | null): Promise<number> {
  const rows = await tx.delete(hand).where(inRoom(hand, { session_id, breakout_id })).returning({ id: hand.id });
  return rows.length;
}

export async function changeWord(
  tx: Tx,
  session_id: number,
  breakout_id: number | null,
  account_id: number | null,
): Promise<void> {
  if (breakout_id === null) {
    await tx.update(session).set({ word_account_id: account_id }).where(eq(session.id, session_id));
  } else {
    await tx.update(breakout).set({ word_account_id: account_id }).where(eq(breakout.id, breakout_id));
  }
}

/** The rooms of a session in which somebody has the word. */
export async function listWords(
  db: Executor,
  session_id: number,
): Promise<{ breakout_id: number | null; account_id: number }[]> {
  const main = await db.select({ account_id: session.word_account_id }).from(session).where(eq(session.id, session_id));
  const others = await db
    .select({ breakout_id: breakout.id, account_id: breakout.word_account_id })
    .from(breakout)
    .where(and(eq(breakout.session_id, session_id), isNotNull(breakout.word_account_id)));
  return [...main.map((one) => ({ breakout_id: null, ...one })), ...others].flatMap(({ breakout_id, account_id }) =>
    account_id === null ? [] : [{ breakout_id, account_id }],
  );
}

/** Of everybody, for the session's end. */
export async function deleteHandsAndWords(tx: Tx, session_id: number): Promise<void> {
  await tx.delete(hand).where(eq(hand.session_id, session_id));
  await tx.update(session).set({ word_account_id: null }).where(eq(session.id, session_id));
  await tx.update(breakout).set({ word_account_id: null }).where(eq(breakout.session_id, session_id));
}

/** The accounts that have a hand up or the word, and are not inside. */
export async function listAbsentWaiting(db: Executor, session_id: number): Promise<number[]> {
  const hands = await db.select({ account_id: hand.account_id }).from(hand).where(eq(hand.session_id, session_id));
  const waiting = [...hands, ...(await listWords(db, session_id))].map(({ account_id }) => account_id);
  if (waiting.length === 0) return [];
  const inside = await db
    .select({ account_id: stay.account_id })
    .from(stay)
    .where(and(eq(stay.session_id, session_id), isNull(stay.left_at), inArray(stay.account_id, waiting)));
  const here = new Set(inside.map(({ account_id }) => account_id));
  return [...new Set(waiting)].filter((id) => !here.has(id));
}
