import { OVER } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { MediaEngine, Source, TokenClaims } from '#media/engine.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockInside, readStanding, readVisible } from '#sessions/standing.ts';
import { changeTab, isActive } from './store.ts';

export interface MediaAccessParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  /** What an account may send in the stay it has now. */
  sourcesFor: (session_id: number, account_id: number) => Promise<Source[]>;
  /** A screen that one tab sends does not go on when another takes over. */
  stopScreenOf: (tx: Tx, record: RecordEvent, session_id: number, stay_id: number) => Promise<void>;
  /** Told of media trouble that a later comparison with the engine's list puts right. */
  onMediaError: (error: unknown) => void;
}

export type MediaAccessService = ReturnType<typeof createMediaAccess>;

/** Who may connect to the media engine, and with which rights. */
export function createMediaAccess({ db, log, media, sourcesFor, stopScreenOf, onMediaError }: MediaAccessParts) {
  /**
   * A token, and the rights for a connection that stands already. The answer does not wait for the engine: the two
   * go to the browser side by side, and where the engine is away the rights follow when it is back.
   */
  async function enter(id: number, account_id: number, sources: Source[]): Promise<{ token: string }> {
    media.allow(id, account_id, sources).catch(onMediaError);
    return { token: await media.token(id, account_id, sources) };
  }

  /**
   * A fresh token while in the room; a connection that waits without rights gets them. A tab that does not hold the
   * stay gets none, unless it takes over: two tabs of one account would else throw each other out for ever.
   */
  async function freshToken(actor: Actor, id: number, asking: { tab: string | null; take_over: boolean }) {
    const { stay, is_inside } = await readVisible(db.orm, actor, id);
    if (!is_inside) throw new Refusal('not_in_session');
    const { tab, take_over } = asking;
    if (tab !== null && stay?.tab !== tab) {
      if (!take_over && stay?.tab) throw new Refusal('in_session_elsewhere');
      await holdByTab(actor, id, tab);
    }
    return enter(id, actor.id, await sourcesFor(id, actor.id));
  }

  async function holdByTab(actor: Actor, id: number, tab: string): Promise<void> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      const { stay } = await lockInside(tx, actor, id);
      if (!stay || stay.tab === tab) return;
      await changeTab(tx, stay.id, tab);
      await stopScreenOf(tx, record, id, stay.id);
      await recordMoved(record, stay.id, actor, tab);
    });
  }

  /** A token without any right, for who may join and waits: the connection stands before the click on Join. */
  async function warm(actor: Actor, id: number): Promise<{ token: string }> {
    const { session: row, may_enter } = await readVisible(db.orm, actor, id);
    if (!may_enter) throw new Refusal('not_approved');
    if (row.status !== 'scheduled' && row.status !== 'ongoing') throw new Refusal('session_not_ongoing');
    if (await isActive(db.orm, id, actor.id)) throw new Refusal('already_in_session');
    return { token: await media.token(id, actor.id, 'none') };
  }

  /**
   * Whether a media token's account may still have what it stands for: rights while in the room, a wait while approved.
   * One from before something was locked is good for nothing more; a fresh one is.
   */
  async function mayConnect(claims: TokenClaims): Promise<boolean> {
    const { session_id, account_id, has_rights, may_send } = claims;
    if (!has_rights)
      return (await readStanding(db.orm, { id: account_id, is_admin: false }, session_id))?.may_enter ?? false;
    if (!(await isActive(db.orm, session_id, account_id))) return false;
    const allowed = await sourcesFor(session_id, account_id);
    return may_send.every((source) => allowed.includes(source));
  }

  async function cut(id: number, account_id: number): Promise<void> {
    await media.remove(id, account_id).catch(onMediaError);
  }

  async function closeRoom(id: number): Promise<void> {
    await media.closeRoom(id).catch(onMediaError);
  }

  /** Ends the media rooms of sessions that are over: of one that ended while the engine was away, for instance. */
  async function closeStrayRooms(): Promise<void> {
    for (const id of await media.rooms()) {
      const standing = await readStanding(db.orm, { id: 0, is_admin: false }, id);
      if (standing && OVER.includes(standing.session.status)) await media.closeRoom(id);
    }
  }

  return { enter, freshToken, warm, mayConnect, cut, closeRoom, closeStrayRooms };
}

export function recordMoved(record: RecordEvent, participant_id: number, actor: Actor, tab: string): Promise<void> {
  return record('participant.moved', { participant_id, tab }, { to: 'self', account_id: actor.id });
}
