import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { account, signIn } from '#db/schema.ts';

/** Which of these sign-ins are still good. */
export async function findSignIns(db: Executor, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: signIn.id })
    .from(signIn)
    .where(and(inArray(signIn.id, ids), gt(signIn.expiresAt, sql`now()`)));
  return new Set(rows.map(({ id }) => id));
}

/** A sign-in and the account it is for. */
export interface SignInRow {
  id: number;
  expires_at: Date;
  account: Pick<typeof account.$inferSelect, 'id' | 'username' | 'first_name' | 'last_name' | 'email' | 'is_admin'>;
}

/** The sign-ins with these tokens, over or not. */
export async function findByTokens(db: Executor, tokens: string[]): Promise<Map<string, SignInRow>> {
  const { id, username, first_name, last_name, email, is_admin } = account;
  const rows = await db
    .select({
      token: signIn.token,
      id: signIn.id,
      expires_at: signIn.expiresAt,
      account: { id, username, first_name, last_name, email, is_admin },
    })
    .from(signIn)
    .innerJoin(account, eq(account.id, signIn.userId))
    .where(sql`${signIn.token} = any(${sql.param(tokens)}::text[])`);
  return new Map(rows.map(({ token, ...row }) => [token, row]));
}
