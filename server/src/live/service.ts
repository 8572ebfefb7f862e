import { type LeaveReason, type LowerReason, OVER, type Participant } from '@lectern/contract';
import { brokenUnique, type Database, type Tx } from '#db/connect.ts';
import type { Command, EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine, TokenClaims } from '#media/engine.ts';
import { nextStatus } from '#sessions/lifecycle.ts';
import type { Actor } from '#sessions/policy.ts';
import {
  changeHeld,
  holdSession,
  lockInside,
  lockStanding,
  readStanding,
  readVisible,
  type SessionRow,
} from '#sessions/standing.ts';
import {
  changeTab,
  countActive,
  countActiveLearners,
  endAllStays,
  endStay,
  findActive,
  findActiveAccount,
  insertStay,
  isActive,
  listActive,
} from './store.ts';

export interface LiveParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  /** Whoever leaves has neither a hand up nor the word. */
  releaseHand: (
    tx: Tx,
    record: RecordEvent,
    session_id: number,
    account_id: number,
    reason: LowerReason,
  ) => Promise<void>;
  /** What ends with the session: raised hands, the word, open polls. */
  closeRoomParts: (tx: Tx, session_id: number) => Promise<void>;
  /** Takes the approval back, and with it the place in the room. */
  rejectBookingOf: (actor: Actor, session_id: number, account_id: number) => Promise<void>;
  /** Told of media trouble that a later comparison with the engine's list puts right. */
  onMediaError: (error: unknown) => void;
}

export type LiveService = ReturnType<typeof createLiveService>;

export function createLiveService({ db, log, media, onMediaError, ...parts }: LiveParts) {
  async function start(actor: Actor, id: number, tab: string | null) {
    const session = await log.command(id, actor.id, async ({ tx, at, record }) => {
      const row = await holdSession(tx, id);
      if (row.creator_id !== actor.id) throw new Refusal('start_not_creator');
      const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'start');
      if (!status) throw new Refusal('start_not_scheduled');
      await changeHeld(tx, row, { status, started_at: at });
      await record('session.started', { started_at: at.toISOString() }, { to: 'public' });
      await recordJoined({ tx, at, record }, id, actor, tab);
      return { id, status, started_at: at.toISOString(), participants: 1 };
    });
    return { session, media: await enterMedia(id, actor.id) };
  }

  async function end(actor: Actor, id: number) {
    const session = await log.command(id, actor.id, async (command) => {
      const row = await holdSession(command.tx, id);
      if (row.creator_id !== actor.id) throw new Refusal('end_not_creator');
      const ended = await complete(command, row, 'host');
      if (!ended) throw new Refusal('session_not_ongoing');
      return ended;
    });
    await closeRoom(id);
    return session;
  }

  /** The clock's: ends a session that is still running; the time left it, or nobody is there. */
  async function endByClock(id: number, reason: 'abandoned' | 'limit'): Promise<void> {
    const ended = await log.command(id, null, async (command) => {
      return complete(command, await holdSession(command.tx, id), reason);
    });
    if (ended) await closeRoom(id);
  }

  async function complete(
    { tx, at, record }: { tx: Tx; at: Date; record: RecordEvent },
    row: SessionRow,
    reason: 'host' | 'abandoned' | 'limit',
  ) {
    const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'end');
    if (!status) return null;
    await changeHeld(tx, row, { status, ended_at: at });
    await endAllStays(tx, row.id, at);
    await parts.closeRoomParts(tx, row.id);
    await record('session.ended', { ended_at: at.toISOString(), reason }, { to: 'public' });
    return { id: row.id, status, ended_at: at.toISOString() };
  }

  async function join(actor: Actor, id: number, tab: string | null) {
    const session = await log
      .command(id, actor.id, async ({ tx, at, record }) => {
        const standing = await lockStanding(tx, actor, id);
        if (!standing) throw new Refusal('session_not_found');
        const row = standing.session;
        if (row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
        if (!standing.may_enter) throw new Refusal('not_approved');
        if (await isActive(tx, id, actor.id)) throw new Refusal('already_in_session');
        await refuseWhereFull(tx, actor, row);
        await recordJoined({ tx, at, record }, id, actor, tab);
        return { id, participants: await countActive(tx, id) };
      })
      .catch((error: unknown) => {
        // The lock already keeps two joins apart; should it ever not, the index still does.
        if (brokenUnique(error) === 'live_session_participant_one_active') throw new Refusal('already_in_session');
        throw error;
      });
    return { session, media: await enterMedia(id, actor.id) };
  }

  async function recordJoined({ tx, at, record }: Command, id: number, actor: Actor, tab: string | null) {
    const participant = await insertStay(tx, { session_id: id, account_id: actor.id, joined_at: at, tab });
    await record('participant.joined', { participant }, { to: 'everyone' });
    if (tab !== null) await recordMoved(record, participant.id, actor, tab);
  }

  function recordMoved(record: RecordEvent, participant_id: number, actor: Actor, tab: string): Promise<void> {
    return record('participant.moved', { participant_id, tab }, { to: 'self', account_id: actor.id });
  }

  async function leave(actor: Actor, id: number): Promise<void> {
    const left = await endStayOf(id, actor.id, 'left', actor.id);
    if (left) await cutMedia(id, actor.id);
  }

  /** Ends the stay of somebody who is gone without a goodbye. */
  async function dropVanished(id: number, account_id: number): Promise<void> {
    const left = await endStayOf(id, account_id, 'vanished', null);
    if (left) await cutMedia(id, account_id);
  }

  async function endStayOf(id: number, account_id: number, reason: LeaveReason, actor_id: number | null) {
    return log.command(id, actor_id, async ({ tx, at, record }) => {
      await holdSession(tx, id);
      return recordLeft(tx, { session_id: id, account_id, at, record }, reason);
    });
  }

  /** Ends a stay as a part of another command that takes the right to be here away. */
  async function removeFromRoom(
    tx: Tx,
    removal: { session_id: number; account_id: number; at: Date; record: RecordEvent },
  ): Promise<void> {
    await recordLeft(tx, removal, 'removed');
  }

  async function recordLeft(
    tx: Tx,
    { session_id, account_id, at, record }: Parameters<typeof removeFromRoom>[1],
    reason: LeaveReason,
  ): Promise<boolean> {
    const stay = await findActive(tx, session_id, account_id);
    if (!stay) return false;
    // Who vanished was there until last seen, not until we were sure of it.
    const left_at = reason === 'vanished' && stay.seen_at && stay.seen_at >= stay.joined_at ? stay.seen_at : at;
    await endStay(tx, stay.id, left_at, reason);
    await record(
      'participant.left',
      { participant_id: stay.id, left_at: left_at.toISOString(), reason },
      { to: 'everyone' },
    );
    // Who vanished may be back in a moment, and keeps the place in the queue until then.
    if (reason !== 'vanished') await parts.releaseHand(tx, record, session_id, account_id, 'left');
    return true;
  }

  /**
   * A fresh token while in the room; a connection that waits without rights gets them. A tab that does not hold the
   * stay gets none, unless it takes over: two tabs of one account would else throw each other out for ever.
   */
  async function mediaToken(actor: Actor, id: number, asking: { tab: string | null; take_over: boolean }) {
    const { stay } = await insideOf(actor, id);
    const { tab, take_over } = asking;
    if (tab !== null && stay?.tab !== tab) {
      if (!take_over && stay?.tab) throw new Refusal('in_session_elsewhere');
      await holdByTab(actor, id, tab);
    }
    return enterMedia(id, actor.id);
  }

  async function holdByTab(actor: Actor, id: number, tab: string): Promise<void> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      const { stay } = await lockInside(tx, actor, id);
      if (!stay || stay.tab === tab) return;
      await changeTab(tx, stay.id, tab);
      await recordMoved(record, stay.id, actor, tab);
    });
  }

  async function insideOf(actor: Actor, id: number) {
    const standing = await readVisible(db.orm, actor, id);
    if (!standing.is_inside) throw new Refusal('not_in_session');
    return standing;
  }

  async function refuseUnlessIn(actor: Actor, id: number): Promise<void> {
    await insideOf(actor, id);
  }

  /** Out of the room at once, and not back in until approved again. */
  async function remove(actor: Actor, id: number, participant_id: number): Promise<void> {
    const { role } = await readVisible(db.orm, actor, id);
    if (role !== 'host') throw new Refusal('forbidden');
    const account_id = await findActiveAccount(db.orm, id, participant_id);
    if (account_id === null || account_id === actor.id) throw new Refusal('participant_not_found');
    await parts.rejectBookingOf(actor, id, account_id);
  }

  /** The clock's: who vanished and did not come back in time, neither waits for the word nor has it. */
  async function releaseAbsent(id: number, account_id: number, gone_before: Date): Promise<void> {
    await log.command(id, null, async ({ tx, record }) => {
      await holdSession(tx, id);
      const standing = await readStanding(tx, { id: account_id, is_admin: false }, id);
      const left_at = standing?.stay?.left_at;
      if (left_at && left_at <= gone_before) await parts.releaseHand(tx, record, id, account_id, 'left');
    });
  }

  /** A token without any right, for who may join and waits: the connection stands before the click on Join. */
  async function warmMedia(actor: Actor, id: number): Promise<{ token: string }> {
    const { session: row, may_enter } = await readVisible(db.orm, actor, id);
    if (!may_enter) throw new Refusal('not_approved');
    if (row.status !== 'scheduled' && row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
    if (await isActive(db.orm, id, actor.id)) throw new Refusal('already_in_session');
    return { token: await media.token(id, actor.id, 'none') };
  }

  /** Whether a media token's account may still have what it stands for: rights while in the room, a wait while approved. */
  async function mayConnect(claims: TokenClaims): Promise<boolean> {
    const { session_id, account_id, has_rights } = claims;
    if (has_rights) return isActive(db.orm, session_id, account_id);
    const standing = await readStanding(db.orm, { id: account_id, is_admin: false }, session_id);
    return standing?.may_enter ?? false;
  }

  /** The contract has 403 here for everybody else, also where they may not know of the session. */
  async function participants(actor: Actor, id: number): Promise<Participant[]> {
    const standing = await readStanding(db.orm, actor, id);
    if (!standing) throw new Refusal('session_not_found');
    if (standing.role !== 'host' && standing.role !== 'member') throw new Refusal('forbidden');
    return listActive(db.orm, id);
  }

  async function refuseWhereFull(tx: Tx, actor: Actor, row: SessionRow): Promise<void> {
    if (row.capacity === null || row.creator_id === actor.id) return;
    if ((await countActiveLearners(tx, row.id, row.creator_id)) >= row.capacity) throw new Refusal('session_full');
  }

  /**
   * A token, and the rights for a connection that stands already. The answer does not wait for the engine: the two
   * go to the browser side by side, and where the engine is away the rights follow when it is back.
   */
  async function enterMedia(id: number, account_id: number): Promise<{ token: string }> {
    media.raise(id, account_id).catch(onMediaError);
    return { token: await media.token(id, account_id, 'participant') };
  }

  async function cutMedia(id: number, account_id: number): Promise<void> {
    await media.remove(id, account_id).catch(onMediaError);
  }

  /** Ends the media rooms of sessions that are over: of one that ended while the engine was away, for instance. */
  async function closeStrayRooms(): Promise<void> {
    for (const id of await media.rooms()) {
      const standing = await readStanding(db.orm, { id: 0, is_admin: false }, id);
      if (standing && OVER.includes(standing.session.status)) await media.closeRoom(id);
    }
  }

  async function closeRoom(id: number): Promise<void> {
    await media.closeRoom(id).catch(onMediaError);
  }

  return {
    start,
    end,
    endByClock,
    join,
    leave,
    dropVanished,
    closeStrayRooms,
    removeFromRoom,
    cutMedia,
    mediaToken,
    refuseUnlessIn,
    warmMedia,
    mayConnect,
    participants,
    remove,
    releaseAbsent,
  };
}
