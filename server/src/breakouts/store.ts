import { type Breakout, type BreakoutsView, moderates } from '@lectern/contract';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, breakoutAssignment as assignment, breakout } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';
import type { Standing } from '#sessions/standing.ts';

export type BreakoutRow = typeof breakout.$inferSelect;

const kept = (session_id: number) => and(eq(breakout.session_id, session_id), isNull(breakout.removed_at));

/** The breakouts as this account sees them now: hosts at any time, others while they are open. */
export async function readBreakouts(db: Executor, standing: Standing): Promise<BreakoutsView | null> {
  const { session, role, breakout_id } = standing;
  if (session.breakouts_opened_at === null && !moderates(role)) return null;
  const help = await listHelp(db, session.id);
  return {
    rooms: await listRooms(db, session.id),
    assignments: await listAssignments(db, session.id),
    may_choose: session.breakouts_may_choose,
    may_return: session.breakouts_may_return,
    recorded: session.breakouts_recorded,
    opened_at: session.breakouts_opened_at?.toISOString() ?? null,
    ends_at: session.breakouts_ends_at?.toISOString() ?? null,
    help: moderates(role) ? help : help.filter((one) => one.breakout_id === breakout_id),
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

export async function listAssignments(db: Executor, session_id: number): Promise<BreakoutsView['assignments']> {
  return db
    .select({ account_id: assignment.account_id, breakout_id: assignment.breakout_id })
    .from(assignment)
    .where(eq(assignment.session_id, session_id))
    .orderBy(asc(assignment.account_id));
}

async function listHelp(db: Executor, session_id: number): Promise<BreakoutsView['help']> {
  const rows = await db
    .select({ breakout_id: breakout.id, user: userColumns, asked_at: breakout.help_asked_at })
    .from(breakout)
    .innerJoin(account, eq(account.id, breakout.help_account_id))
    .where(and(kept(session_id), isNotNull(breakout.help_asked_at)))
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
export async function findAssignment(tx: Tx, session_id: number, account_id: number): Promise<number | null> {
  const [row] = await tx
    .select({ breakout_id: assignment.breakout_id })
    .from(assignment)
    .where(and(eq(assignment.session_id, session_id), eq(assignment.account_id, account_id)));
  return row?.breakout_id ?? null;
}
