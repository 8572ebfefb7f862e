import { and, gt, inArray, sql } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { signIn } from '#db/schema.ts';

/** Which of these sign-ins are still good. */
export async function findSignIns(db: Executor, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: signIn.id })
    .from(signIn)
    .where(and(inArray(signIn.id, ids), gt(signIn.expiresAt, sql`now()`)));
  return new Set(rows.map(({ id }) => id));
}
