import type { Site, SiteEdit } from '@lectern/contract';
import { eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, site } from '#db/schema.ts';

export async function readNeedsApproval(db: Executor): Promise<boolean> {
  const [row] = await db.select({ needed: site.sessions_need_approval }).from(site).where(eq(site.id, 1));
  return row?.needed ?? false;
}

export async function readSettings(db: Executor): Promise<Omit<Site, 'is_empty'>> {
  const { sessions_need_approval, keep_recordings_days } = site;
  const [row] = await db.select({ sessions_need_approval, keep_recordings_days }).from(site).where(eq(site.id, 1));
  return row ?? { sessions_need_approval: false, keep_recordings_days: null };
}

export async function changeSettings(db: Executor, changes: SiteEdit): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await db
    .update(site)
    .set({
      ...(changes.sessions_need_approval !== undefined && { sessions_need_approval: changes.sessions_need_approval }),
      ...(changes.keep_recordings_days !== undefined && { keep_recordings_days: changes.keep_recordings_days }),
    })
    .where(eq(site.id, 1));
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
