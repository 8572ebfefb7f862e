import { type Breakout, moderates, OVER } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import type { Actor } from '#sessions/policy.ts';
import { readableRooms } from '#sessions/reading.ts';
import { readVisible } from '#sessions/standing.ts';
import { listWorthReading } from './store.ts';

/** Which rooms' chat, board and notes somebody may read without being in them. */
export function createBreakoutReading({ db }: { db: Database }) {
  /** Hosts: all, and of those that were removed the ones that anybody was in. Others, once it is over: where they were. */
  async function list(actor: Actor, id: number): Promise<{ items: Breakout[] }> {
    const standing = await readVisible(db.orm, actor, id);
    // Until then whoever is in a room sees it as their own.
    if (!moderates(standing.role) && !OVER.includes(standing.session.status)) return { items: [] };
    const mayRead = await readableRooms(db.orm, id, new Map([[actor.id, standing]]));
    const rooms = await listWorthReading(db.orm, id);
    return { items: rooms.filter((room) => mayRead(actor.id, room.id)) };
  }

  return { list };
}

export type BreakoutReading = ReturnType<typeof createBreakoutReading>;
