import type { Hand, LowerReason, Right, User } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost, lockInside, type SessionRow } from '#sessions/standing.ts';
import {
  changeWord,
  deleteAllHands,
  deleteHand,
  findUser,
  findWord,
  insertHand,
  listAbsentWaiting,
  listHands,
} from './store.ts';

export interface HandsParts {
  db: Database;
  log: EventLog;
  isInside: (tx: Tx, session_id: number, account_id: number) => Promise<boolean>;
  /** Whether an account may use a right now. */
  mayUseNow: (tx: Tx, session: SessionRow, account_id: number, right: Right) => Promise<boolean>;
  /** Whoever has the word may speak, whatever is locked. Never throws. */
  onWordChanged: (session_id: number) => Promise<unknown>;
}

export interface Hands {
  hands: Hand[];
  word: User | null;
}

export type HandsService = ReturnType<typeof createHandsService>;

export function createHandsService({ db, log, isInside, mayUseNow, onWordChanged }: HandsParts) {
  /** Raising twice is no error, and keeps the place in the queue. */
  async function raise(actor: Actor, id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session } = await lockInside(tx, actor, id);
      if (!(await mayUseNow(tx, session, actor.id, 'hand'))) throw new Refusal('hands_locked');
      if (await insertHand(tx, { session_id: id, account_id: actor.id, raised_at: at })) {
        const user = await knownUser(tx, actor.id);
        await record('hand.raised', { hand: { user, raised_at: at.toISOString() } }, { to: 'room', breakout_id: null });
      }
      return readHands(tx, id);
    });
  }

  /** One's own hand; another's for the host. Lowering one that is down is no error. */
  async function lower(actor: Actor, id: number, account_id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const own = account_id === actor.id;
      if (own) await lockInside(tx, actor, id);
      else await lockAsHost(tx, actor, id);
      if (await deleteHand(tx, id, account_id)) {
        await record('hand.lowered', { account_id, reason: own ? 'self' : 'host' }, { to: 'room', breakout_id: null });
      }
      return readHands(tx, id);
    });
  }

  async function lowerAll(actor: Actor, id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      await lockAsHost(tx, actor, id);
      if ((await deleteAllHands(tx, id)) > 0) await record('hand.all_lowered', {}, { to: 'room', breakout_id: null });
      return readHands(tx, id);
    });
  }

  /** To this account; to the first of the queue where it is undefined; null takes the word back. */
  async function giveWord(actor: Actor, id: number, account_id: number | null | undefined): Promise<Hands> {
    const hands = await log.command(id, actor.id, async ({ tx, record }) => {
      const { session } = await lockAsHost(tx, actor, id);
      const next = account_id === undefined ? await firstHere(tx, id) : account_id;
      if (next === session.word_account_id) return readHands(tx, id);
      if (next !== null && !(await isInside(tx, id, next))) throw new Refusal('participant_not_found');
      await endWord(tx, session, record);
      if (next !== null) {
        await changeWord(tx, id, next);
        if (await deleteHand(tx, id, next)) {
          await record('hand.lowered', { account_id: next, reason: 'word' }, { to: 'room', breakout_id: null });
        }
        await record('word.given', { user: await knownUser(tx, next) }, { to: 'room', breakout_id: null });
      }
      return readHands(tx, id);
    });
    await onWordChanged(id);
    return hands;
  }

  /** Whoever has the word may give it back. */
  async function endOwnWord(actor: Actor, id: number): Promise<Hands> {
    const hands = await log.command(id, actor.id, async ({ tx, record }) => {
      const { session } = await lockInside(tx, actor, id);
      if (session.word_account_id === actor.id) await endWord(tx, session, record);
      return readHands(tx, id);
    });
    await onWordChanged(id);
    return hands;
  }

  /** The first of the queue who is in the room: one whose connection is lost keeps the place, and is passed over. */
  async function firstHere(tx: Tx, id: number): Promise<number> {
    for (const { user } of await listHands(tx, id)) if (await isInside(tx, id, user.id)) return user.id;
    throw new Refusal('nobody_waits');
  }

  /** As a part of another command: whoever leaves has neither a hand up nor the word. */
  async function release(
    tx: Tx,
    record: RecordEvent,
    session_id: number,
    account_id: number,
    reason: LowerReason,
  ): Promise<void> {
    if (await deleteHand(tx, session_id, account_id)) {
      await record('hand.lowered', { account_id, reason }, { to: 'room', breakout_id: null });
    }
    const word = await findWord(tx, session_id);
    if (word?.id === account_id) {
      await changeWord(tx, session_id, null);
      await record('word.ended', { account_id }, { to: 'room', breakout_id: null });
    }
  }

  /** As a part of the session's end, which says it for all. */
  async function releaseAll(tx: Tx, session_id: number): Promise<void> {
    await deleteAllHands(tx, session_id);
    await changeWord(tx, session_id, null);
  }

  return {
    raise,
    lower,
    lowerAll,
    giveWord,
    endOwnWord,
    release,
    releaseAll,
    listAbsentWaiting: (id: number) => listAbsentWaiting(db.orm, id),
  };
}

export async function readHands(db: Executor, session_id: number): Promise<Hands> {
  return { hands: await listHands(db, session_id), word: await findWord(db, session_id) };
}

async function endWord(tx: Tx, session: SessionRow, record: RecordEvent): Promise<void> {
  if (session.word_account_id === null) return;
  await changeWord(tx, session.id, null);
  await record('word.ended', { account_id: session.word_account_id }, { to: 'room', breakout_id: null });
}

async function knownUser(tx: Tx, account_id: number): Promise<User> {
  const user = await findUser(tx, account_id);
  if (!user) throw new Error(`Account ${account_id} is gone`);
  return user;
}
