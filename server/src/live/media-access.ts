import { OVER } from '@lectern/contract';
import type { WhyNot } from '#breakouts/may-go.ts';
import type { Database, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { type MediaEngine, type MediaRoom, mainRoom, type Source, type TokenClaims } from '#media/engine.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockInside, readStanding, readVisible, type Standing } from '#sessions/standing.ts';
import type { RoomsOf } from './media-rooms.ts';
import { changeTab, findActive, isActive, listOccupiedBreakouts } from './store.ts';

export interface MediaAccessParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  roomsOf: RoomsOf;
  /** What an account may send in the stay it has now. */
  sourcesFor: (session_id: number, account_id: number) => Promise<Source[]>;
  /** A screen that one tab sends does not go on when another takes over. */
  stopScreenOf: (tx: Tx, record: RecordEvent, session_id: number, stay_id: number) => Promise<void>;
  /** Why somebody in the session may not connect to a room beforehand; null where they may. */
  whyNotWait: WhyNot;
  /** Told of media trouble that a later comparison with the engine's list puts right. */
  onMediaError: (error: unknown) => void;
}

export interface RoomToken {
  token: string;
  breakout_id: number | null;
}

export type MediaAccessService = ReturnType<typeof createMediaAccess>;

/** Who may connect to the media engine, and with which rights. */
export function createMediaAccess({
  db,
  log,
  media,
  roomsOf,
  sourcesFor,
  stopScreenOf,
  whyNotWait,
  onMediaError,
}: MediaAccessParts) {
  /**
   * A token, and the rights for a connection that stands already. The answer does not wait for the engine: the two
   * go to the browser side by side, and where the engine is away the rights follow when it is back.
   */
  async function enter(room: MediaRoom, account_id: number, sources: Source[]): Promise<RoomToken> {
    media.allow(room, account_id, sources).catch(onMediaError);
    return { token: await media.token(room, account_id, sources), breakout_id: room.breakout_id };
  }

  /**
   * A fresh token while in the room; a connection that waits without rights gets them. A tab that does not hold the
   * stay gets none, unless it takes over: two tabs of one account would else throw each other out for ever.
   */
  async function freshToken(actor: Actor, id: number, asking: { tab: string | null; take_over: boolean }) {
    const { stay, is_inside, breakout_id } = await readVisible(db.orm, actor, id);
    if (!is_inside) throw new Refusal('not_in_session');
    const { tab, take_over } = asking;
    if (tab !== null && stay?.tab !== tab) {
      if (!take_over && stay?.tab) throw new Refusal('in_session_elsewhere');
      await holdByTab(actor, id, tab);
    }
    return enter({ session_id: id, breakout_id }, actor.id, await sourcesFor(id, actor.id));
  }

  async function holdByTab(actor: Actor, id: number, tab: string): Promise<void> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      const { stay } = await lockInside(tx, actor, id);
      if (!stay || stay.tab === tab) return;
      await changeTab(tx, stay.id, tab);
      await stopScreenOf(tx, record, id, stay.id);
      await recordTab(record, stay.id, actor, tab);
    });
  }

  /** A token without any right, for who may join and waits: the connection stands before the click on Join. */
  async function warm(actor: Actor, id: number): Promise<RoomToken> {
    const { session: row, may_enter } = await readVisible(db.orm, actor, id);
    if (!may_enter) throw new Refusal('not_approved');
    if (row.status !== 'scheduled' && row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
    if (await isActive(db.orm, id, actor.id)) throw new Refusal('already_in_session');
    return { token: await media.token(mainRoom(id), actor.id, 'none'), breakout_id: null };
  }

  /**
   * Whether a media token's account may still have what it stands for: rights while in the room, a wait while approved.
   * One from before something was locked is good for nothing more; a fresh one is.
   */
  async function mayConnect(claims: TokenClaims): Promise<boolean> {
    const { session_id, breakout_id, account_id, has_rights, may_send } = claims;
    if (!has_rights) {
      const standing = await readStanding(db.orm, { id: account_id, is_admin: false }, session_id);
      if (!standing || !mayWait(standing, breakout_id)) return false;
      return breakout_id === null || (await whyNotWait(db.orm, standing, account_id, breakout_id)) === null;
    }
    const stay = await findActive(db.orm, session_id, account_id);
    if (!stay || stay.breakout_id !== breakout_id) return false;
    const allowed = await sourcesFor(session_id, account_id);
    return may_send.every((source) => allowed.includes(source));
  }

  /**
   * Somebody has gone to another room: rights there, and then out of where they were. Never throws; where the engine is
   * away, the comparison with its list does it later.
   */
  async function moveMedia(from: MediaRoom, to: MediaRoom, account_id: number, sources: Source[]): Promise<void> {
    await media.allow(to, account_id, sources).catch(onMediaError);
    try {
      // Whoever has gone back meanwhile is not thrown out of where they are.
      const stay = await findActive(db.orm, from.session_id, account_id);
      if (stay?.breakout_id !== from.breakout_id) await media.remove(from, account_id);
    } catch (error) {
      onMediaError(error);
    }
  }

  async function cut(id: number, account_id: number): Promise<void> {
    await inEachRoom(id, (room) => media.remove(room, account_id));
  }

  async function closeRoom(id: number): Promise<void> {
    await inEachRoom(id, media.closeRoom);
  }

  /** Never throws. Where the engine is away, the comparison with its list does it later. */
  async function inEachRoom(id: number, act: (room: MediaRoom) => Promise<void>): Promise<void> {
    const rooms = await roomsOf(id).catch((error: unknown) => {
      onMediaError(error);
      return [mainRoom(id)];
    });
    await Promise.all(rooms.map((room) => act(room).catch(onMediaError)));
  }

  /** Ends the media rooms of a session's breakouts that are closed, once nobody is in them any more. Never throws. */
  async function closeLeftBreakouts(id: number): Promise<void> {
    await inEachRoom(id, async (room) => {
      if (await isOver(room)) await media.closeRoom(room);
    });
  }

  /**
   * Ends the media rooms of sessions that are over and of breakouts that are closed: of those that ended while the engine
   * was away, for instance.
   */
  async function closeStrayRooms(): Promise<void> {
    for (const room of await media.rooms()) {
      if (await isOver(room)) await media.closeRoom(room);
    }
  }

  async function isOver(room: MediaRoom): Promise<boolean> {
    const { session_id, breakout_id } = room;
    const standing = await readStanding(db.orm, { id: 0, is_admin: false }, session_id);
    if (!standing) return false;
    const { status, breakouts_opened_at } = standing.session;
    if (OVER.includes(status)) return true;
    if (breakout_id === null || breakouts_opened_at !== null) return false;
    // Somebody may wait there already for the breakouts to be opened again.
    if ((await media.people(room)).some(({ has_rights }) => !has_rights)) return false;
    // The engine first, the rows after: whoever had rights there by then is in the rows, and is not thrown out.
    return !(await listOccupiedBreakouts(db.orm, session_id)).includes(breakout_id);
  }

  return { enter, freshToken, warm, mayConnect, moveMedia, cut, closeRoom, closeLeftBreakouts, closeStrayRooms };
}

/** Who is let into the session waits for the main room to let them in; for a breakout only who is in the session. */
export function mayWait({ may_enter, is_inside }: Standing, breakout_id: number | null): boolean {
  return may_enter && (breakout_id === null || is_inside);
}

export function recordTab(record: RecordEvent, participant_id: number, actor: Actor, tab: string): Promise<void> {
  return record('participant.tab_changed', { participant_id, tab }, { to: 'self', account_id: actor.id });
}
