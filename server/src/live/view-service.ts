import {
  type DeliveredEvent,
  MESSAGES_IN_VIEW,
  type Moderation,
  moderates,
  type RoomView,
  type SessionView,
} from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import { deliver, type Reader } from '#events/policy.ts';
import { readEvents, readLastSeq } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { roomToRead } from '#sessions/reading.ts';
import { readVisible, type Standing } from '#sessions/standing.ts';
import { createMissedEvents, MOST_EVENTS } from './missed-events.ts';
import { readerOf } from './reader.ts';

/** What the view is put together from, feature by feature. */
export interface ViewParts {
  db: Database;
  readCore: (db: Executor, id: number) => Promise<{ core: SessionView['session']; seq: number } | null>;
  readBookings: (db: Executor, id: number, account_id: number | null) => Promise<SessionView['bookings']>;
  readParticipants: (db: Executor, id: number) => Promise<SessionView['participants']>;
  readMessages: (db: Executor, id: number, reader: RoomReader, limit: number) => Promise<RoomView['messages']>;
  readHands: (db: Executor, id: number, breakout_id: number | null) => Promise<Pick<RoomView, 'hands' | 'word'>>;
  readPolls: (db: Executor, id: number, reader: PollReader) => Promise<RoomView['polls']>;
  readBoard: (db: Executor, session: Standing['session'], breakout_id: number | null) => Promise<RoomView['board']>;
  readBreakouts: (db: Executor, standing: Standing) => Promise<SessionView['breakouts']>;
  readModeration: (db: Executor, session: Standing['session']) => Promise<Moderation>;
  readRecording: (db: Executor, session_id: number) => Promise<SessionView['recording']>;
  /** Of all, or of one account. */
  readConsents: (db: Executor, session_id: number, account_id: number | null) => Promise<SessionView['consents']>;
}

export interface PollReader {
  account_id: number;
  is_host: boolean;
}

export interface RoomReader extends PollReader {
  /** Which room is read: a breakout, or with null the main room. */
  breakout_id: number | null;
}

/** Where somebody begins to follow a session: with the events that they miss, or with all of it. */
export type Beginning = { reader: Reader } & (
  | { kind: 'events'; events: DeliveredEvent[]; seq: number }
  | { kind: 'view'; view: SessionView }
);

export type ViewService = ReturnType<typeof createViewService>;

export function createViewService({ db, ...parts }: ViewParts) {
  const missed = createMissedEvents(db);

  /**
   * All that `actor` sees of a session, on one picture of the database: with what is shared in the room where they are, or in
   * the one that is asked for.
   */
  function view(actor: Actor, id: number, asked?: number | null): Promise<SessionView> {
    return db.snapshot(async (tx) => {
      const standing = await readVisible(tx, actor, id);
      const seen = asked === undefined ? seenBy(standing) : { room: await roomToRead(tx, standing, actor.id, asked) };
      return viewOf(tx, actor, standing, seen);
    });
  }

  function readView(actor: Actor, id: number): Promise<{ view: SessionView; reader: Reader }> {
    return db.snapshot(async (tx) => {
      const standing = await readVisible(tx, actor, id);
      return { view: await viewOf(tx, actor, standing, seenBy(standing)), reader: readerOf(actor, standing) };
    });
  }

  async function viewOf(
    tx: Tx,
    actor: Actor,
    standing: Standing,
    seen: { room: number | null } | null,
  ): Promise<SessionView> {
    const { id } = standing.session;
    const read = await parts.readCore(tx, id);
    const { role, stay } = standing;
    if (!role || !read) throw new Refusal('session_not_found');
    const bookings = await parts.readBookings(tx, id, moderates(role) ? null : actor.id);
    const mine = bookings.find((one) => one.user.id === actor.id);
    return {
      seq: read.seq,
      account_id: actor.id,
      role,
      session: read.core,
      my_booking: mine ? { id: mine.id, status: mine.status } : null,
      bookings: moderates(role) ? bookings : [],
      participants: role === 'outsider' ? [] : await parts.readParticipants(tx, id),
      my_stay: stay && { id: stay.id, tab: stay.tab, ended: stay.left_reason },
      room: seen && (await roomOf(tx, actor, standing, seen.room)),
      breakouts: role === 'outsider' ? null : await parts.readBreakouts(tx, standing),
      moderation: role === 'outsider' ? null : await parts.readModeration(tx, standing.session),
      recording: role === 'outsider' ? null : await parts.readRecording(tx, id),
      consents: role === 'outsider' ? [] : await parts.readConsents(tx, id, moderates(role) ? null : actor.id),
    };
  }

  async function roomOf(
    tx: Tx,
    actor: Actor,
    { session, role }: Standing,
    breakout_id: number | null,
  ): Promise<RoomView> {
    const reader = { account_id: actor.id, is_host: role === 'host', breakout_id };
    const pollReader = { account_id: actor.id, is_host: moderates(role) };
    // One more than is shown tells whether there are older ones.
    const latest = await parts.readMessages(tx, session.id, reader, MESSAGES_IN_VIEW + 1);
    return {
      breakout_id,
      chat_open: session.chat_open,
      messages: latest.slice(0, MESSAGES_IN_VIEW).reverse(),
      has_older_messages: latest.length > MESSAGES_IN_VIEW,
      ...(await parts.readHands(tx, session.id, breakout_id)),
      polls: breakout_id === null ? await parts.readPolls(tx, session.id, pollReader) : [],
      board: await parts.readBoard(tx, session, breakout_id),
    };
  }

  /** The events after `after` as `actor` may have them, and the number of the session's last one. */
  async function events(actor: Actor, id: number, after: number): Promise<{ events: DeliveredEvent[]; seq: number }> {
    return db.snapshot(async (tx) => {
      const reader = readerOf(actor, await readVisible(tx, actor, id));
      const logged = await readEvents(tx, id, after, MOST_EVENTS);
      return { events: logged.map((one) => deliver(one, reader)), seq: (await readLastSeq(tx, id)) ?? 0 };
    });
  }

  /**
   * What brings `actor`, who has everything up to `after`, up to now: the events between, or a whole view where these
   * are too many, `after` is not a number of this log, or what they may see has changed on the way.
   */
  async function begin(actor: Actor, id: number, after: number | null): Promise<Beginning> {
    const since = after === null ? null : await missed.read(actor, id, after);
    return since?.kind === 'events' ? since : { kind: 'view', ...(await readView(actor, id)) };
  }

  return { view, readView, events, begin };
}

/** The room whose sharing somebody sees by being what they are and where they are; null: none. */
function seenBy({ sees_room, breakout_id }: Standing): { room: number | null } | null {
  return sees_room ? { room: breakout_id } : null;
}
