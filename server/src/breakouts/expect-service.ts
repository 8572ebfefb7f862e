import { moderates } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readVisible, type Standing } from '#sessions/standing.ts';
import { listInBreakouts, listStays } from './stay-store.ts';
import { readAssignments } from './store.ts';

/** Where an account is likely to be called; null: to the main room. */
export interface ExpectedMove {
  account_id: number;
  breakout_id: number | null;
}

export interface ExpectParts {
  db: Database;
  /** Tells these people. Returns at once; kept nowhere. */
  broadcast: (session_id: number, moves: ExpectedMove[]) => void;
}

export type ExpectService = ReturnType<typeof createExpectService>;

/**
 * A host who has the form before them is about to open the rooms, or to close them. Whoever hears of it connects
 * beforehand, so that the move itself takes no connection.
 */
export function createExpectService({ db, broadcast }: ExpectParts) {
  async function expect(actor: Actor, id: number, before: 'open' | 'close'): Promise<void> {
    const standing = await readVisible(db.orm, actor, id);
    if (!moderates(standing.role)) throw new Refusal('forbidden');
    if (standing.session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
    const moves = await (before === 'open' ? onOpening(standing) : onClosing(standing));
    if (moves.length > 0) broadcast(id, moves);
  }

  async function onOpening({ session: { id, breakouts_opened_at } }: Standing): Promise<ExpectedMove[]> {
    if (breakouts_opened_at !== null) return [];
    const belongs = await readAssignments(db.orm, id);
    const stays = await listStays(db.orm, id);
    return stays.flatMap(({ account_id, is_host, is_over }) => {
      const breakout_id = belongs.get(account_id);
      return is_host || is_over || breakout_id === undefined ? [] : [{ account_id, breakout_id }];
    });
  }

  async function onClosing({ session }: Standing): Promise<ExpectedMove[]> {
    if (session.breakouts_opened_at === null) return [];
    const stays = await listInBreakouts(db.orm, session.id);
    return stays.map(({ account_id }) => ({ account_id, breakout_id: null }));
  }

  return { expect };
}
