import type { Hand, User } from '@lectern/contract';
import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, hand, session, liveSessionParticipant as stay } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

/** The queue: first come, first served. */
export async function listHands(db: Executor, session_id: number): Promise<Hand[]> {
  const rows = await db
    .select({ user: userColumns, raised_at: hand.raised_at })
    .from(hand)
    .innerJoin(account, eq(account.id, hand.account_id))
    .where(eq(hand.session_id, session_id))
    .orderBy(asc(hand.id));
  return rows.map(({ user, raised_at }) => ({ user, raised_at: raised_at.toISOString() }));
}

/** Who has the word. */
export async function findWord(db: Executor, session_id: number): Promise<User | null> {
  const [row] = await db
    .select(userColumns)
    .from(session)
    .innerJoin(account, eq(account.id, session.word_account_id))
    .where(eq(session.id, session_id));
  return row ?? null;
}

export async function findUser(db: Executor, account_id: number): Promise<User | null> {
  const [row] = await db.select(userColumns).from(account).where(eq(account.id, account_id));
  return row ?? null;
}

/** False where the hand is up already. */
export async function insertHand(
  tx: Tx,
  values: { session_id: number; account_id: number; raised_at: Date },
): Promise<boolean> {
  const rows = await tx.insert(hand).values(values).onConflictDoNothing().returning({ id: hand.id });
  return rows.length > 0;
}

/** False where it was not up. */
export async function deleteHand(tx: Tx, session_id: number, account_id: number): Promise<boolean> {
  const rows = await tx
    .delete(hand)
    .where(and(eq(hand.session_id, session_id), eq(hand.account_id, account_id)))
    .returning({ id: hand.id });
  return rows.length > 0;
}

/** How many were up. */
export async function deleteAllHands(tx: Tx, session_id: number): Promise<number> {
  const rows = await tx.delete(hand).where(eq(hand.session_id, session_id)).returning({ id: hand.id });
  return rows.length;
}

export async function changeWord(tx: Tx, session_id: number, account_id: number | null): Promise<void> {
  await tx.update(session).set({ word_account_id: account_id }).where(eq(session.id, session_id));
}

/** The accounts that have a hand up or the word, and are not in the room. */
export async function listAbsentWaiting(db: Executor, session_id: number): Promise<number[]> {
  const here = (account_id: typeof hand.account_id | typeof session.word_account_id) =>
    notExists(
      db
        .select({ id: stay.id })
        .from(stay)
        .where(and(eq(stay.session_id, session_id), eq(stay.account_id, account_id), isNull(stay.left_at))),
    );
  const waiting = await db
    .select({ id: hand.account_id })
    .from(hand)
    .where(and(eq(hand.session_id, session_id), here(hand.account_id)));
  const speaking = await db
    .select({ id: session.word_account_id })
    .from(session)
    .innerJoin(account, eq(account.id, session.word_account_id))
    .where(and(eq(session.id, session_id), inArray(session.status, ['ongoing']), here(session.word_account_id)));
  return [...new Set([...waiting, ...speaking].flatMap(({ id }) => id ?? []))];
}
