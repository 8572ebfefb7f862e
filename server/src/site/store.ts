import { eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, site } from '#db/schema.ts';

export async function readNeedsApproval(db: Executor): Promise<boolean> {
  const [row] = await db.select({ needed: site.sessions_need_approval }).from(site).where(eq(site.id, 1));
  return row?.needed ?? false;
}

export async function writeNeedsApproval(db: Executor, needed: boolean): Promise<void> {
  await db.update(site).set({ sessions_need_approval: needed }).where(eq(site.id, 1));
}

/** No account yet. */
export async function readIsEmpty(db: Executor): Promise<boolean> {
  const [row] = await db.select({ id: account.id }).from(account).limit(1);
  return row === undefined;
}

/** Makes everybody who would fill the site with the demo wait until the transaction ends. */
export async function holdFilling(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('lectern.demo'))`);
}
