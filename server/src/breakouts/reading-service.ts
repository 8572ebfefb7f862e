import type { Breakout } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import type { Actor } from '#sessions/policy.ts';
import { readVisible } from '#sessions/standing.ts';
import { mayReadRoom } from './policy.ts';
import { listReadable } from './store.ts';

/** Which rooms' chat, board and notes somebody may read without being in them. */
export function createBreakoutReading({ db }: { db: Database }) {
  /** Hosts: all, and of those that were removed the ones that anybody was in. Others, once it is over: where they were. */
  async function list(actor: Actor, id: number): Promise<{ items: Breakout[] }> {
    const { session, role, may_enter } = await readVisible(db.orm, actor, id);
    const may = (visited: boolean) => mayReadRoom({ role, may_enter, status: session.status, visited });
    if (!may(true)) return { items: [] };
    return { items: await listReadable(db.orm, id, may(false) ? null : actor.id) };
  }

  return { list };
}

export type BreakoutReading = ReturnType<typeof createBreakoutReading>;
