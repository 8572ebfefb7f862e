import {
  type Assignment,
  type Breakout,
  type BreakoutSettings,
  type BreakoutsView,
  type HelpCall,
  moderates,
} from '@lectern/contract';
import { and, asc, eq, exists, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, breakoutAssignment as assignment, breakout, breakoutVisit, session } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';
import type { Standing } from '#sessions/standing.ts';

export type BreakoutRow = typeof breakout.$inferSelect;
type SessionRow = typeof session.$inferSelect;

const kept = (session_id: number) => and(eq(breakout.session_id, session_id), isNull(breakout.removed_at));

/** The breakouts as this account sees them now: hosts at any time, others while they are open. */
export async function readBreakouts(db: Executor, standing: Standing): Promise<BreakoutsView | null> {
  const { session, role, breakout_id } = standing;
  if (session.breakouts_opened_at === null && !moderates(role)) return null;
  const help = await listHelp(db, session.id);
  return {
    rooms: await listRooms(db, session.id),
    assignments: await listAssignments(db, session.id),
    ...settingsOf(session),
    opened_at: session.breakouts_opened_at?.toISOString() ?? null,
    ends_at: session.breakouts_ends_at?.toISOString() ?? null,
    help: moderates(role) ? help : help.filter((one) => one.breakout_id === breakout_id),
  };
}

export function settingsOf(session: SessionRow): BreakoutSettings {
  return {
    may_choose: session.breakouts_may_choose,
    may_return: session.breakouts_may_return,
    recorded: session.breakouts_recorded,
  };
}

/** In order of making, without those that were removed. */
export async function listRooms(db: Executor, session_id: number): Promise<Breakout[]> {
  return db
    .select({ id: breakout.id, name: breakout.name })
    .from(breakout)
    .where(kept(session_id))
    .orderBy(asc(breakout.id));
}

/** Which breakout each account is assigned to. */
export async function readAssignments(db: Executor, session_id: number): Promise<Map<number, number>> {
  return new Map((await listAssignments(db, session_id)).map((one) => [one.account_id, one.breakout_id]));
}

export async function listAssignments(db: Executor, session_id: number): Promise<BreakoutsView['assignments']> {
  return db
    .select({ account_id: assignment.account_id, breakout_id: assignment.breakout_id })
    .from(assignment)
    .where(eq(assignment.session_id, session_id))
    .orderBy(asc(assignment.account_id));
}

async function listHelp(db: Executor, session_id: number): Promise<HelpCall[]> {
  return selectHelp(db, kept(session_id));
}

/** Null where that room does not ask. */
export async function findHelp(db: Executor, breakout_id: number): Promise<HelpCall | null> {
  return (await selectHelp(db, eq(breakout.id, breakout_id)))[0] ?? null;
}

async function selectHelp(db: Executor, which: SQL | undefined): Promise<HelpCall[]> {
  const rows = await db
    .select({ breakout_id: breakout.id, user: userColumns, asked_at: breakout.help_asked_at })
    .from(breakout)
    .innerJoin(account, eq(account.id, breakout.help_account_id))
    .where(and(which, isNotNull(breakout.help_asked_at)))
    .orderBy(asc(breakout.help_asked_at), asc(breakout.id));
  return rows.flatMap(({ asked_at, ...one }) => (asked_at ? [{ ...one, asked_at: asked_at.toISOString() }] : []));
}

/** Null where there is no such room in this session, or it was removed. */
export async function findRoom(db: Executor, session_id: number, id: number): Promise<BreakoutRow | null> {
  const [row] = await db
    .select()
    .from(breakout)
    .where(and(kept(session_id), eq(breakout.id, id)));
  return row ?? null;
}

/** The room somebody is assigned to; null: none. */
export async function findAssignment(db: Executor, session_id: number, account_id: number): Promise<number | null> {
  const [row] = await db
    .select({ breakout_id: assignment.breakout_id })
    .from(assignment)
    .where(and(eq(assignment.session_id, session_id), eq(assignment.account_id, account_id)));
  return row?.breakout_id ?? null;
}

/** In the order of their names. */
export async function insertRooms(tx: Tx, session_id: number, names: string[]): Promise<Breakout[]> {
  return tx
    .insert(breakout)
    .values(names.map((name) => ({ session_id, name })))
    .returning({ id: breakout.id, name: breakout.name });
}

export async function changeRoom(
  tx: Tx,
  id: number,
  changes: Partial<Pick<BreakoutRow, 'name' | 'removed_at' | 'help_account_id' | 'help_asked_at'>>,
): Promise<void> {
  await tx.update(breakout).set(changes).where(eq(breakout.id, id));
}

export const NO_HELP = { help_account_id: null, help_asked_at: null } as const;

export async function clearHelp(tx: Tx, session_id: number): Promise<void> {
  await tx
    .update(breakout)
    .set(NO_HELP)
    .where(and(eq(breakout.session_id, session_id), isNotNull(breakout.help_asked_at)));
}

/** What holds for all breakouts of a session. */
export async function changeBreakouts(
  tx: Tx,
  session_id: number,
  changes: Partial<
    Pick<
      SessionRow,
      | 'breakouts_may_choose'
      | 'breakouts_may_return'
      | 'breakouts_recorded'
      | 'breakouts_opened_at'
      | 'breakouts_ends_at'
      | 'breakouts_closed_at'
    >
  >,
): Promise<void> {
  if (Object.keys(changes).length > 0) await tx.update(session).set(changes).where(eq(session.id, session_id));
}

export type BreakoutTimes = Pick<SessionRow, 'breakouts_opened_at' | 'breakouts_ends_at' | 'breakouts_closed_at'>;

export async function findTimes(db: Executor, session_id: number): Promise<BreakoutTimes | null> {
  const { breakouts_opened_at, breakouts_ends_at, breakouts_closed_at } = session;
  const [row] = await db
    .select({ breakouts_opened_at, breakouts_ends_at, breakouts_closed_at })
    .from(session)
    .where(eq(session.id, session_id));
  return row ?? null;
}

/** Null: to no room any more. */
export async function writeAssignments(
  tx: Tx,
  session_id: number,
  changes: { account_id: number; breakout_id: number | null }[],
): Promise<void> {
  const given = changes.filter((one): one is Assignment => one.breakout_id !== null);
  const taken = changes.filter((one) => one.breakout_id === null).map((one) => one.account_id);
  if (taken.length > 0) {
    await tx
      .delete(assignment)
      .where(and(eq(assignment.session_id, session_id), inArray(assignment.account_id, taken)));
  }
  if (given.length > 0) {
    await tx
      .insert(assignment)
      .values(given.map((one) => ({ ...one, session_id })))
      .onConflictDoUpdate({
        target: [assignment.session_id, assignment.account_id],
        set: { breakout_id: sql`excluded.breakout_id` },
      });
  }
}

/** The rooms that there are, and those removed ones that anybody was in. */
export async function listWorthReading(db: Executor, session_id: number): Promise<Breakout[]> {
  const visited = exists(
    db.select({ id: breakoutVisit.breakout_id }).from(breakoutVisit).where(eq(breakoutVisit.breakout_id, breakout.id)),
  );
  return db
    .select({ id: breakout.id, name: breakout.name })
    .from(breakout)
    .where(and(eq(breakout.session_id, session_id), or(isNull(breakout.removed_at), visited)))
    .orderBy(asc(breakout.id));
}
