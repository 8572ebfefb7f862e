import { and, eq, inArray } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { breakout, breakoutVisit as visit } from '#db/schema.ts';

/** Whether this session has, or had, such a breakout. */
export async function hadBreakout(db: Executor, session_id: number, breakout_id: number): Promise<boolean> {
  const [row] = await db
    .select({ id: breakout.id })
    .from(breakout)
    .where(and(eq(breakout.id, breakout_id), eq(breakout.session_id, session_id)));
  return row !== undefined;
}

/** In which breakouts of a session these accounts ever were. */
export async function listVisits(
  db: Executor,
  session_id: number,
  account_ids: number[],
): Promise<{ account_id: number; breakout_id: number }[]> {
  if (account_ids.length === 0) return [];
  return db
    .select({ account_id: visit.account_id, breakout_id: visit.breakout_id })
    .from(visit)
    .innerJoin(breakout, eq(breakout.id, visit.breakout_id))
    .where(and(eq(breakout.session_id, session_id), inArray(visit.account_id, account_ids)));
}
