import type { Site } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readIsEmpty, readNeedsApproval, writeNeedsApproval } from './store.ts';

export type SiteService = ReturnType<typeof createSiteService>;

/** What holds for the whole site. */
export function createSiteService({ db }: { db: Database }) {
  async function get(): Promise<Site> {
    return { is_empty: await readIsEmpty(db.orm), sessions_need_approval: await readNeedsApproval(db.orm) };
  }

  async function edit(actor: Actor, changes: Pick<Site, 'sessions_need_approval'>): Promise<Site> {
    if (!actor.is_admin) throw new Refusal('forbidden');
    await writeNeedsApproval(db.orm, changes.sessions_need_approval);
    return get();
  }

  return { get, edit, needsApproval: (executor: Executor) => readNeedsApproval(executor) };
}
