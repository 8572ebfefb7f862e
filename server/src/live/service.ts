import { type LeaveReason, OVER, type Participant, type Stay } from '@lectern/contract';
import { brokenUnique, type Database, type Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine, TokenClaims } from '#media/engine.ts';
import { nextStatus } from '#sessions/lifecycle.ts';
import type { Actor } from '#sessions/policy.ts';
import {
  changeHeld,
  holdSession,
  lockStanding,
  readStanding,
  type SessionRow,
  type Standing,
} from '#sessions/standing.ts';
import {
  countActive,
  countActiveLearners,
  endAllStays,
  endStay,
  insertStay,
  isActive,
  listActive,
  listStays,
} from './store.ts';

export interface LiveParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  /** Told of media trouble that a later comparison with the engine's list puts right. */
  onMediaError: (error: unknown) => void;
}

export type LiveService = ReturnType<typeof createLiveService>;

export function createLiveService({ db, log, media, onMediaError }: LiveParts) {
  async function start(actor: Actor, id: number) {
    const session = await log.command(id, actor.id, async ({ tx, at, record }) => {
      const row = await holdSession(tx, id);
      if (row.creator_id !== actor.id) throw new Refusal('start_not_creator');
      const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'start');
      if (!status) throw new Refusal('start_not_scheduled');
      await changeHeld(tx, row, { status, started_at: at });
      await record('session.started', { started_at: at.toISOString() }, { to: 'public' });
      const participant = await insertStay(tx, { session_id: id, account_id: actor.id, joined_at: at });
      await record('participant.joined', { participant }, { to: 'everyone' });
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
    await record('session.ended', { ended_at: at.toISOString(), reason }, { to: 'public' });
    return { id: row.id, status, ended_at: at.toISOString() };
  }

  async function join(actor: Actor, id: number) {
    const session = await log
      .command(id, actor.id, async ({ tx, at, record }) => {
        const standing = await lockStanding(tx, actor, id);
        if (!standing) throw new Refusal('session_not_found');
        const row = standing.session;
        if (row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
        if (!standing.may_enter) throw new Refusal('not_approved');
        if (await isActive(tx, id, actor.id)) throw new Refusal('already_in_session');
        await refuseWhereFull(tx, actor, row);
        const participant = await insertStay(tx, { session_id: id, account_id: actor.id, joined_at: at });
        await record('participant.joined', { participant }, { to: 'everyone' });
        return { id, participants: await countActive(tx, id) };
      })
      .catch((error: unknown) => {
        // The lock already keeps two joins apart; should it ever not, the index still does.
        if (brokenUnique(error) === 'live_session_participant_one_active') throw new Refusal('already_in_session');
        throw error;
      });
    return { session, media: await enterMedia(id, actor.id) };
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
    const stay = await endStay(tx, session_id, account_id, at);
    if (!stay) return false;
    await record(
      'participant.left',
      { participant_id: stay.id, left_at: at.toISOString(), reason },
      { to: 'everyone' },
    );
    return true;
  }

  /** A fresh token while in the room; a connection that waits without rights gets them. */
  async function mediaToken(actor: Actor, id: number): Promise<{ token: string }> {
    await refuseUnlessIn(actor, id);
    return enterMedia(id, actor.id);
  }

  async function refuseUnlessIn(actor: Actor, id: number): Promise<void> {
    await visible(actor, id);
    if (!(await isActive(db.orm, id, actor.id))) throw new Refusal('not_in_session');
  }

  /** A token without any right, for who may join and waits: the connection stands before the click on Join. */
  async function warmMedia(actor: Actor, id: number): Promise<{ token: string }> {
    const { session: row, may_enter } = await visible(actor, id);
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

  async function attendance(actor: Actor, id: number): Promise<Stay[]> {
    if ((await visible(actor, id)).role === 'outsider') throw new Refusal('forbidden');
    return listStays(db.orm, id);
  }

  async function visible(actor: Actor, id: number): Promise<Standing> {
    const standing = await readStanding(db.orm, actor, id);
    if (!standing?.role) throw new Refusal('session_not_found');
    return standing;
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
    attendance,
  };
}
