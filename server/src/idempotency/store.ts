import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { idempotencyKey } from '#db/schema.ts';

/** A creating request: whose, under which key (null: none was sent), and what it asks for. */
export interface CreatingRequest {
  account_id: number;
  key: string | null;
  /** Route and input: the same key for something else is a mistake of the client. */
  asks: unknown;
}

/**
 * Gives the first answer of a request again where its key is known, else runs `create` and keeps the answer, in the
 * same transaction as what was created. A second request with the key, at the same moment, waits for the first here.
 * Returns null where the key was used for something else.
 */
export async function once<T>(
  tx: Tx,
  request: CreatingRequest,
  at: Date,
  create: () => Promise<T>,
  parse: (answer: unknown) => T,
): Promise<{ answer: T; repeated: boolean } | null> {
  const { account_id, key } = request;
  if (key === null) return { answer: await create(), repeated: false };
  const request_hash = createHash('sha256').update(JSON.stringify(request.asks)).digest('hex');
  const mine = and(eq(idempotencyKey.account_id, account_id), eq(idempotencyKey.key, key));
  const taken = await tx
    .insert(idempotencyKey)
    .values({ account_id, key, request_hash, created_at: at })
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key });
  if (taken.length === 0) {
    const [first] = await tx.select().from(idempotencyKey).where(mine);
    return first?.request_hash === request_hash ? { answer: parse(first.answer), repeated: true } : null;
  }
  const answer = await create();
  await tx.update(idempotencyKey).set({ answer }).where(mine);
  return { answer, repeated: false };
}

/** Forgets keys older than a day: no client retries that long. */
export async function forgetOldKeys(db: Executor): Promise<void> {
  await db.delete(idempotencyKey).where(lt(idempotencyKey.created_at, sql`now() - interval '1 day'`));
}
