import { inOrder, type LockableRight, type Moderation, type Right, type ScreenSharing } from '@lectern/contract';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { booking, breakout, exemption, session, liveSessionParticipant as stay } from '#db/schema.ts';

type SessionRow = typeof session.$inferSelect;
type Decided = Pick<SessionRow, 'id' | 'door_open' | 'locks' | 'screen_sharing'>;

/** What is decided of a session, with what else bears on who may do what. */
export type SessionDecided = Decided & Pick<SessionRow, 'creator_id' | 'chat_open' | 'word_account_id'>;

export async function findDecided(db: Executor, session_id: number): Promise<SessionDecided | null> {
  const { id, door_open, locks, screen_sharing, creator_id, chat_open, word_account_id } = session;
  const [row] = await db
    .select({ id, door_open, locks, screen_sharing, creator_id, chat_open, word_account_id })
    .from(session)
    .where(eq(session.id, session_id));
  return row ?? null;
}

/** What the hosts have decided for a session whose row has been read. */
export async function readModeration(db: Executor, row: Decided): Promise<Moderation> {
  const { door_open, locks, screen_sharing } = row;
  return {
    door_open,
    screen_sharing,
    locks: inOrder(locks),
    exemptions: await listExemptions(db, row.id),
    cohosts: await listCohosts(db, row.id),
  };
}

/** Who has the word in which room of the session whose row has been read. */
export async function listWords(
  db: Executor,
  { id, word_account_id }: Pick<SessionRow, 'id' | 'word_account_id'>,
): Promise<{ breakout_id: number | null; account_id: number }[]> {
  const rows = await db
    .select({ breakout_id: breakout.id, account_id: breakout.word_account_id })
    .from(breakout)
    .where(and(eq(breakout.session_id, id), isNotNull(breakout.word_account_id)));
  return [{ breakout_id: null, account_id: word_account_id }, ...rows].flatMap(({ breakout_id, account_id }) =>
    account_id === null ? [] : [{ breakout_id, account_id }],
  );
}

async function listExemptions(db: Executor, session_id: number): Promise<Moderation['exemptions']> {
  const rows = await db
    .select({ account_id: exemption.account_id, right: exemption.right })
    .from(exemption)
    .where(eq(exemption.session_id, session_id))
    .orderBy(asc(exemption.account_id));
  const rights = Map.groupBy(rows, (row) => row.account_id);
  return [...rights].map(([account_id, own]) => ({ account_id, rights: inOrder(own.map(({ right }) => right)) }));
}

async function listCohosts(db: Executor, session_id: number): Promise<number[]> {
  const rows = await db
    .select({ account_id: booking.account_id })
    .from(booking)
    .where(and(eq(booking.session_id, session_id), eq(booking.is_cohost, true)))
    .orderBy(asc(booking.account_id));
  return rows.map((row) => row.account_id);
}

export async function changeDecided(
  tx: Tx,
  session_id: number,
  changes: { door_open?: boolean; locks?: LockableRight[]; screen_sharing?: ScreenSharing },
): Promise<void> {
  await tx.update(session).set(changes).where(eq(session.id, session_id));
}

/** False where it was so already. */
export async function changeExemption(
  tx: Tx,
  values: { session_id: number; account_id: number; right: Right },
  on: boolean,
): Promise<boolean> {
  const { session_id, account_id, right } = values;
  const rows = on
    ? await tx.insert(exemption).values(values).onConflictDoNothing().returning()
    : await tx
        .delete(exemption)
        .where(
          and(eq(exemption.session_id, session_id), eq(exemption.account_id, account_id), eq(exemption.right, right)),
        )
        .returning();
  return rows.length > 0;
}

/** False where it was so already, or where that account has no approved booking. */
export async function changeCohost(tx: Tx, session_id: number, account_id: number, on: boolean): Promise<boolean> {
  const rows = await tx
    .update(booking)
    .set({ is_cohost: on })
    .where(
      and(
        eq(booking.session_id, session_id),
        eq(booking.account_id, account_id),
        eq(booking.status, 'approved'),
        eq(booking.is_cohost, !on),
      ),
    )
    .returning({ id: booking.id });
  return rows.length > 0;
}

/** The active stays that may send a screen, in all rooms, the longest first. */
export async function listSharers(
  db: Executor,
  session_id: number,
): Promise<{ id: number; account_id: number; breakout_id: number | null }[]> {
  return db
    .select({ id: stay.id, account_id: stay.account_id, breakout_id: stay.breakout_id })
    .from(stay)
    .where(and(eq(stay.session_id, session_id), isNull(stay.left_at), isNotNull(stay.screen_since)))
    .orderBy(asc(stay.screen_since));
}

/** Where an account is now, and since when it may send a screen (null: it may not); null where it is not inside. */
export async function findStay(
  db: Executor,
  session_id: number,
  account_id: number,
): Promise<{ breakout_id: number | null; screen_since: Date | null } | null> {
  const [row] = await db
    .select({ breakout_id: stay.breakout_id, screen_since: stay.screen_since })
    .from(stay)
    .where(and(eq(stay.session_id, session_id), eq(stay.account_id, account_id), isNull(stay.left_at)));
  return row ?? null;
}

export async function changeScreen(tx: Tx, stay_id: number, screen_since: Date | null): Promise<void> {
  await tx.update(stay).set({ screen_since }).where(eq(stay.id, stay_id));
}
