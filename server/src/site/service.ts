import type { Site, SiteEdit } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { changeSettings, readIsEmpty, readNeedsApproval, readSettings } from './store.ts';

export type SiteService = ReturnType<typeof createSiteService>;

/** What holds for the whole site. */
export function createSiteService({ db }: { db: Database }) {
  async function get(): Promise<Site> {
    return { is_empty: await readIsEmpty(db.orm), ...(await readSettings(db.orm)) };
  }

  async function edit(actor: Actor, changes: SiteEdit): Promise<Site> {
    if (!actor.is_admin) throw new Refusal('forbidden');
    await changeSettings(db.orm, changes);
    return get();
  }

  return { get, edit, needsApproval: (executor: Executor) => readNeedsApproval(executor) };
}
