import { type LeaveReason, type LowerReason, moderates, type Participant } from '@lectern/contract';
import { brokenUnique, type Database, type Tx } from '#db/connect.ts';
import type { Command, EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { mainRoom, type Source } from '#media/engine.ts';
import { nextStatus } from '#sessions/lifecycle.ts';
import type { Actor } from '#sessions/policy.ts';
import {
  changeHeld,
  holdSession,
  lockStanding,
  readStanding,
  readVisible,
  type SessionRow,
  type Standing,
} from '#sessions/standing.ts';
import { passesDoor } from './door.ts';
import { type MediaAccessService, recordTab } from './media-access.ts';
import {
  countActive,
  countActiveLearners,
  endAllStays,
  endStay,
  findActive,
  insertStay,
  isActive,
  listActive,
} from './store.ts';

export interface LiveParts {
  db: Database;
  log: EventLog;
  media: MediaAccessService;
  /** What an account may send that comes into the session whose row was read. */
  sourcesOnEntry: (tx: Tx, row: SessionRow, account_id: number, breakout_id: number | null) => Promise<Source[]>;
  /** In which room somebody is who comes in from now on: a breakout, or with null the main room. */
  roomOnEntry: (tx: Tx, standing: Standing, account_id: number) => Promise<number | null>;
  /** Whoever leaves has neither a hand up nor the word. */
  releaseHand: (
    tx: Tx,
    record: RecordEvent,
    session_id: number,
    account_id: number,
    reason: LowerReason,
  ) => Promise<void>;
  /** Whoever is not in the room does not lead. */
  endLead: (tx: Tx, record: RecordEvent, session_id: number, account_id: number) => Promise<void>;
  /** Told of who is not in a breakout any more; null: was in the main room. */
  leaveBreakout: (tx: Tx, record: RecordEvent, session_id: number, breakout_id: number | null) => Promise<void>;
  /** Open breakouts are those of a running session, and end before it. */
  endBreakouts: (tx: Tx, session_id: number) => Promise<void>;
  /** A session may be recorded from its start. */
  onStarted: (command: Command, row: SessionRow, account_id: number) => Promise<void>;
  /** What ends with the session: raised hands, the word, open polls, leading, the recording. */
  closeRoomParts: (command: Command, session_id: number) => Promise<void>;
}

export type LiveService = ReturnType<typeof createLiveService>;

/** The session as this account stands to it, locked; unknown sessions are refused, hidden ones are for the policy. */
async function lockKnown(tx: Tx, actor: Actor, id: number): Promise<Standing> {
  const standing = await lockStanding(tx, actor, id);
  if (!standing) throw new Refusal('session_not_found');
  return standing;
}

export function createLiveService({ db, log, media, ...parts }: LiveParts) {
  async function start(actor: Actor, id: number, tab: string | null) {
    const { session, sources } = await log.command(id, actor.id, async ({ tx, at, record }) => {
      const { session: row, role } = await lockKnown(tx, actor, id);
      if (!moderates(role)) throw new Refusal('start_not_creator');
      const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'start');
      if (!status) throw new Refusal('start_not_scheduled');
      await changeHeld(tx, row, { status, started_at: at });
      await record('session.started', { started_at: at.toISOString() }, { to: 'public' });
      await recordJoined({ tx, at, record }, id, actor, tab, null);
      await parts.onStarted({ tx, at, record }, row, actor.id);
      const started = { id, status, started_at: at.toISOString(), participants: 1 };
      return { session: started, sources: await parts.sourcesOnEntry(tx, row, actor.id, null) };
    });
    return { session, media: await media.enter(mainRoom(id), actor.id, sources) };
  }

  async function end(actor: Actor, id: number) {
    const session = await log.command(id, actor.id, async (command) => {
      const { session: row, role } = await lockKnown(command.tx, actor, id);
      if (!moderates(role)) throw new Refusal('end_not_creator');
      const ended = await complete(command, row, 'host');
      if (!ended) throw new Refusal('session_not_ongoing');
      return ended;
    });
    await media.closeRoom(id);
    return session;
  }

  /** The clock's: ends a session that is still running; the time left it, or nobody is there. */
  async function endByClock(id: number, reason: 'abandoned' | 'limit'): Promise<void> {
    const ended = await log.command(id, null, async (command) => {
      return complete(command, await holdSession(command.tx, id), reason);
    });
    if (ended) await media.closeRoom(id);
  }

  async function complete(command: Command, row: SessionRow, reason: 'host' | 'abandoned' | 'limit') {
    const { tx, at, record } = command;
    const status = nextStatus({ status: row.status, has_time: row.scheduled_start !== null }, 'end');
    if (!status) return null;
    await parts.endBreakouts(tx, row.id);
    await changeHeld(tx, row, { status, ended_at: at });
    await endAllStays(tx, row.id, at);
    await parts.closeRoomParts(command, row.id);
    await record('session.ended', { ended_at: at.toISOString(), reason }, { to: 'public' });
    return { id: row.id, status, ended_at: at.toISOString() };
  }

  async function join(actor: Actor, id: number, tab: string | null) {
    const { session, room, sources } = await log
      .command(id, actor.id, async ({ tx, at, record }) => {
        const standing = await lockKnown(tx, actor, id);
        const row = standing.session;
        if (row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
        if (!standing.may_enter) throw new Refusal('not_approved');
        if (await isActive(tx, id, actor.id)) throw new Refusal('already_in_session');
        if (!passesDoor(standing, at)) throw new Refusal('door_closed');
        await refuseWhereFull(tx, actor, row);
        const breakout_id = await parts.roomOnEntry(tx, standing, actor.id);
        // Who vanished and is back keeps the place in the queue of the room where they were, and only there.
        if (standing.stay && standing.stay.breakout_id !== breakout_id) {
          await parts.releaseHand(tx, record, id, actor.id, 'moved');
        }
        await recordJoined({ tx, at, record }, id, actor, tab, breakout_id);
        const joined = { id, participants: await countActive(tx, id) };
        return {
          session: joined,
          room: { session_id: id, breakout_id },
          sources: await parts.sourcesOnEntry(tx, row, actor.id, breakout_id),
        };
      })
      .catch((error: unknown) => {
        // The lock already keeps two joins apart; should it ever not, the index still does.
        if (brokenUnique(error) === 'live_session_participant_one_active') throw new Refusal('already_in_session');
        throw error;
      });
    return { session, media: await media.enter(room, actor.id, sources) };
  }

  async function recordJoined(
    { tx, at, record }: Command,
    id: number,
    actor: Actor,
    tab: string | null,
    breakout_id: number | null,
  ) {
    const stay = { session_id: id, account_id: actor.id, joined_at: at, tab, breakout_id };
    const participant = await insertStay(tx, stay);
    await record('participant.joined', { participant }, { to: 'everyone' });
    if (tab !== null) await recordTab(record, participant.id, actor, tab);
  }

  async function leave(actor: Actor, id: number): Promise<void> {
    const left = await endStayOf(id, actor.id, 'left', actor.id);
    if (left) await media.cut(id, actor.id);
  }

  /** Ends the stay of somebody who is gone without a goodbye. */
  async function dropVanished(id: number, account_id: number): Promise<void> {
    const left = await endStayOf(id, account_id, 'vanished', null);
    if (left) await media.cut(id, account_id);
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
    await parts.endLead(tx, record, session_id, account_id);
    await parts.leaveBreakout(tx, record, session_id, stay.breakout_id);
    // Who vanished may be back in a moment, and keeps the place in the queue until then.
    if (reason !== 'vanished') await parts.releaseHand(tx, record, session_id, account_id, 'left');
    return true;
  }

  async function refuseUnlessIn(actor: Actor, id: number): Promise<void> {
    const { is_inside } = await readVisible(db.orm, actor, id);
    if (!is_inside) throw new Refusal('not_in_session');
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

  /** The contract has 403 here for everybody else, also where they may not know of the session. */
  async function participants(actor: Actor, id: number): Promise<Participant[]> {
    const standing = await readStanding(db.orm, actor, id);
    if (!standing) throw new Refusal('session_not_found');
    if (standing.role === null || standing.role === 'outsider') throw new Refusal('forbidden');
    return listActive(db.orm, id);
  }

  async function refuseWhereFull(tx: Tx, actor: Actor, row: SessionRow): Promise<void> {
    if (row.capacity === null || row.creator_id === actor.id) return;
    if ((await countActiveLearners(tx, row.id, row.creator_id)) >= row.capacity) throw new Refusal('session_full');
  }

  return {
    start,
    end,
    endByClock,
    join,
    leave,
    dropVanished,
    removeFromRoom,
    refuseUnlessIn,
    participants,
    releaseAbsent,
  };
}
