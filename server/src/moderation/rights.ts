import { mayUse, type Right, type RightsSituation, type User } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import type { Source } from '#media/engine.ts';
import { sourcesOf } from './policy.ts';
import { findDecided, findStay, listWords, readModeration, type SessionDecided } from './store.ts';

export type RightsService = ReturnType<typeof createRights>;

interface Stay {
  account_id: number;
  /** Null: in the main room. */
  breakout_id: number | null;
  screen_since: Date | null;
}

/** Answers what somebody may do now, by what the hosts have decided. Where nothing is locked, it costs no query. */
export function createRights({ db }: { db: Database }) {
  /** What is decided holds in every room; who has the word may speak where they have it. */
  async function situationsOf(executor: Executor, row: SessionDecided) {
    const { creator_id, chat_open, locks } = row;
    const free = locks.length === 0 && chat_open;
    const moderation = free ? null : await readModeration(executor, row);
    const words = free ? [] : await listWords(executor, row);
    const situation = (word: Pick<User, 'id'> | null): RightsSituation => ({
      session: { creator: { id: creator_id } },
      moderation,
      room: { chat_open, word },
    });
    return {
      inRoom(breakout_id: number | null): RightsSituation {
        const found = words.find((one) => one.breakout_id === breakout_id);
        return situation(found ? { id: found.account_id } : null);
      },
      /** Where they are is not asked: nobody has the word in a room where they are not. */
      of: (account_id: number): RightsSituation =>
        situation(words.some((one) => one.account_id === account_id) ? { id: account_id } : null),
    };
  }

  /** Which accounts may use a right in the session whose row has been read. */
  async function whoMayUse(executor: Executor, row: SessionDecided, right: Right) {
    const situations = await situationsOf(executor, row);
    return (account_id: number) => mayUse(situations.of(account_id), account_id, right);
  }

  /** Whether this account may. */
  async function mayUseNow(executor: Executor, row: SessionDecided, account_id: number, right: Right) {
    return (await whoMayUse(executor, row, right))(account_id);
  }

  /** What each of a session's stays may send now. */
  async function sourcesIn(session_id: number): Promise<(stay: Stay) => Source[]> {
    const row = await findDecided(db.orm, session_id);
    if (!row) return () => [];
    const situations = await situationsOf(db.orm, row);
    return (stay) => sourcesOf(situations.inRoom(stay.breakout_id), stay);
  }

  /** The same for one account. */
  async function sourcesFor(session_id: number, account_id: number): Promise<Source[]> {
    const [maySend, stay] = await Promise.all([sourcesIn(session_id), findStay(db.orm, session_id, account_id)]);
    return maySend({ account_id, breakout_id: null, screen_since: null, ...stay });
  }

  /** What somebody may send who comes into the session whose row has just been read: nobody shares a screen by that. */
  async function sourcesOnEntry(
    executor: Executor,
    row: SessionDecided,
    account_id: number,
    breakout_id: number | null,
  ): Promise<Source[]> {
    const situations = await situationsOf(executor, row);
    return sourcesOf(situations.inRoom(breakout_id), { account_id, screen_since: null });
  }

  return { whoMayUse, mayUseNow, sourcesIn, sourcesFor, sourcesOnEntry };
}
