import { mayUse, type Right, type RightsSituation } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import type { Source } from '#media/engine.ts';
import { sourcesOf } from './policy.ts';
import { findDecided, findSharingSince, readModeration, type SessionDecided } from './store.ts';

export type RightsService = ReturnType<typeof createRights>;

interface Stay {
  account_id: number;
  screen_since: Date | null;
}

/** Answers what somebody may do now, by what the hosts have decided. Where nothing is locked, it costs no query. */
export function createRights({ db }: { db: Database }) {
  async function situationOf(executor: Executor, row: SessionDecided): Promise<RightsSituation> {
    const { creator_id, chat_open, word_account_id, locks } = row;
    const free = locks.length === 0 && chat_open;
    return {
      session: { creator: { id: creator_id } },
      moderation: free ? null : await readModeration(executor, row),
      room: { chat_open, word: word_account_id === null ? null : { id: word_account_id } },
    };
  }

  /** Which accounts may use a right in the session whose row has been read. */
  async function whoMayUse(executor: Executor, row: SessionDecided, right: Right) {
    const situation = await situationOf(executor, row);
    return (account_id: number) => mayUse(situation, account_id, right);
  }

  /** Whether this account may. */
  async function mayUseNow(executor: Executor, row: SessionDecided, account_id: number, right: Right) {
    return (await whoMayUse(executor, row, right))(account_id);
  }

  /** What each of a session's stays may send now. */
  async function sourcesIn(session_id: number): Promise<(stay: Stay) => Source[]> {
    const row = await findDecided(db.orm, session_id);
    if (!row) return () => [];
    const situation = await situationOf(db.orm, row);
    return (stay) => sourcesOf(situation, stay);
  }

  /** The same for one account. */
  async function sourcesFor(session_id: number, account_id: number): Promise<Source[]> {
    const [maySend, screen_since] = await Promise.all([
      sourcesIn(session_id),
      findSharingSince(db.orm, session_id, account_id),
    ]);
    return maySend({ account_id, screen_since });
  }

  /** What somebody may send who comes into the session whose row has just been read: nobody shares a screen by that. */
  async function sourcesOnEntry(executor: Executor, row: SessionDecided, account_id: number): Promise<Source[]> {
    return sourcesOf(await situationOf(executor, row), { account_id, screen_since: null });
  }

  return { whoMayUse, mayUseNow, sourcesIn, sourcesFor, sourcesOnEntry };
}
