import type { Reacted, ReactionEmoji } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import type { Actor } from '#sessions/policy.ts';
import { insideOnly, readVisible } from '#sessions/standing.ts';

export interface ReactionsParts {
  db: Database;
  /** Sends it to whoever sees this room, on every server; who misses it has missed it. */
  broadcast: (reacted: Reacted, breakout_id: number | null) => void;
}

export type ReactionsService = ReturnType<typeof createReactionsService>;

/** Reactions that float over a tile: shown at once, and kept nowhere. */
export function createReactionsService({ db, broadcast }: ReactionsParts) {
  async function react(actor: Actor, session_id: number, emoji: ReactionEmoji): Promise<void> {
    const { breakout_id } = insideOnly(await readVisible(db.orm, actor, session_id));
    broadcast({ session_id, account_id: actor.id, emoji }, breakout_id);
  }

  return { react };
}
