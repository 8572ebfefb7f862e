import type { Hand, LowerReason, Right, User } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost, lockInside, type SessionRow, type Standing } from '#sessions/standing.ts';
import {
  changeWord,
  deleteHand,
  deleteHandsAndWords,
  deleteHandsIn,
  findUser,
  findWord,
  insertHand,
  listAbsentWaiting,
  listHands,
  listWords,
} from './store.ts';

export interface HandsParts {
  db: Database;
  log: EventLog;
  /** Whether an account is in this room now: in a breakout, or with null in the main room. */
  isInRoom: (tx: Tx, session_id: number, account_id: number, breakout_id: number | null) => Promise<boolean>;
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

/** Each room has its own queue and its own word: those of the room where the actor is, unless somebody is named. */
export function createHandsService({ db, log, isInRoom, mayUseNow, onWordChanged }: HandsParts) {
  /** Raising twice is no error, and keeps the place in the queue. */
  async function raise(actor: Actor, id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session, breakout_id } = await lockInside(tx, actor, id);
      if (!(await mayUseNow(tx, session, actor.id, 'hand'))) throw new Refusal('hands_locked');
      if (await insertHand(tx, { session_id: id, breakout_id, account_id: actor.id, raised_at: at })) {
        const user = await knownUser(tx, actor.id);
        await record('hand.raised', { hand: { user, raised_at: at.toISOString() } }, { to: 'room', breakout_id });
      }
      return readHands(tx, id, breakout_id);
    });
  }

  /** One's own hand; another's for the host. Lowering one that is down is no error. */
  async function lower(actor: Actor, id: number, account_id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const own = account_id === actor.id;
      const { breakout_id } = own ? await lockInside(tx, actor, id) : await lockAsHost(tx, actor, id);
      await lowerHand(tx, record, id, account_id, own ? 'self' : 'host');
      return readHands(tx, id, breakout_id);
    });
  }

  async function lowerAll(actor: Actor, id: number): Promise<Hands> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const { breakout_id } = await lockAsHost(tx, actor, id);
      if ((await deleteHandsIn(tx, id, breakout_id)) > 0) {
        await record('hand.all_lowered', {}, { to: 'room', breakout_id });
      }
      return readHands(tx, id, breakout_id);
    });
  }

  /** To this account; to the first of the queue where it is undefined; null takes the word back. */
  async function giveWord(actor: Actor, id: number, account_id: number | null | undefined): Promise<Hands> {
    const hands = await log.command(id, actor.id, async ({ tx, record }) => {
      const standing = await lockAsHost(tx, actor, id);
      const { breakout_id } = standing;
      const next = account_id === undefined ? await firstHere(tx, standing) : account_id;
      const word = await findWord(tx, id, breakout_id);
      if (next === (word?.id ?? null)) return readHands(tx, id, breakout_id);
      if (next !== null && !(await isInRoom(tx, id, next, breakout_id))) throw new Refusal('participant_not_found');
      if (word) await endWord(tx, record, id, { breakout_id, account_id: word.id });
      if (next !== null) {
        await changeWord(tx, id, breakout_id, next);
        await lowerHand(tx, record, id, next, 'word');
        await record('word.given', { user: await knownUser(tx, next) }, { to: 'room', breakout_id });
      }
      return readHands(tx, id, breakout_id);
    });
    await onWordChanged(id);
    return hands;
  }

  /** Whoever has the word may give it back. */
  async function endOwnWord(actor: Actor, id: number): Promise<Hands> {
    const hands = await log.command(id, actor.id, async ({ tx, record }) => {
      const { breakout_id } = await lockInside(tx, actor, id);
      const word = await findWord(tx, id, breakout_id);
      if (word?.id === actor.id) await endWord(tx, record, id, { breakout_id, account_id: actor.id });
      return readHands(tx, id, breakout_id);
    });
    await onWordChanged(id);
    return hands;
  }

  /** The first of the queue who is in the room: one whose connection is lost keeps the place, and is passed over. */
  async function firstHere(tx: Tx, { session: { id }, breakout_id }: Standing): Promise<number> {
    for (const { user } of await listHands(tx, id, breakout_id)) {
      if (await isInRoom(tx, id, user.id, breakout_id)) return user.id;
    }
    throw new Refusal('nobody_waits');
  }

  /** As a part of another command: whoever leaves, or goes to another room, has neither a hand up nor the word where they were. */
  async function release(
    tx: Tx,
    record: RecordEvent,
    session_id: number,
    account_id: number,
    reason: LowerReason,
  ): Promise<void> {
    await lowerHand(tx, record, session_id, account_id, reason);
    for (const word of await listWords(tx, session_id)) {
      if (word.account_id === account_id) await endWord(tx, record, session_id, word);
    }
  }

  return {
    raise,
    lower,
    lowerAll,
    giveWord,
    endOwnWord,
    release,
    /** As a part of the session's end, which says it for all. */
    releaseAll: deleteHandsAndWords,
    listAbsentWaiting: (id: number) => listAbsentWaiting(db.orm, id),
  };
}

export async function readHands(db: Executor, session_id: number, breakout_id: number | null): Promise<Hands> {
  return {
    hands: await listHands(db, session_id, breakout_id),
    word: await findWord(db, session_id, breakout_id),
  };
}

/** A hand is told to the room where it was raised. One that is down stays down. */
async function lowerHand(
  tx: Tx,
  record: RecordEvent,
  session_id: number,
  account_id: number,
  reason: LowerReason,
): Promise<void> {
  const lowered = await deleteHand(tx, session_id, account_id);
  if (lowered) await record('hand.lowered', { account_id, reason }, { to: 'room', ...lowered });
}

async function endWord(
  tx: Tx,
  record: RecordEvent,
  session_id: number,
  { breakout_id, account_id }: { breakout_id: number | null; account_id: number },
): Promise<void> {
  await changeWord(tx, session_id, breakout_id, null);
  await record('word.ended', { account_id }, { to: 'room', breakout_id });
}

async function knownUser(tx: Tx, account_id: number): Promise<User> {
  const user = await findUser(tx, account_id);
  if (!user) throw new Error(`Account ${account_id} is gone`);
  return user;
}
