import {
  type DeliveredEvent,
  moderates,
  type PresenceChange,
  type Reacted,
  type SessionView,
  type Spoke,
} from '@lectern/contract';
import type { ExpectedMove } from '#breakouts/expect-service.ts';
import { changesStanding, deliver, type Reader } from '#events/policy.ts';
import type { LoggedEvent } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { type Frame, frameOf, writeFrame } from './frames.ts';
import { hangUp } from './hang-up.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** How many events are read from the log at once. */
const BATCH = 500;

/** How much of whole lists of who is where is sent at once, in characters. */
const LISTS_AT_ONCE = 2_000_000;

/** After the log could not be read it is tried again this much later, in milliseconds. */
const RETRY_AFTER = 1_000;

export interface DeliveryParts {
  subscriptions: Subscriptions;
  readEvents: (session_id: number, after: number, limit: number) => Promise<LoggedEvent[]>;
  readView: (actor: Actor, session_id: number) => Promise<{ view: SessionView; reader: Reader }>;
  /** The last number of each of these sessions' logs. */
  readLastSeqs: (session_ids: number[]) => Promise<Map<number, number>>;
  /** Who is inside has changed. */
  onPeopleChanged: (session_id: number) => void;
  onError: (error: unknown) => void;
}

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Brings the log to the sockets. Each subscription has its own place in the log, and a session's events are read from
 * there and sent in order by one loop: what commits while it runs is sent by its next round, so nothing overtakes.
 */
export function createDelivery(parts: DeliveryParts) {
  const { subscriptions, onError } = parts;
  const running = new Set<number>();
  const again = new Set<number>();

  /** Sends this session's subscribers what is new. Returns at once; never throws. */
  function publish(session_id: number): void {
    if (running.has(session_id)) {
      again.add(session_id);
      return;
    }
    running.add(session_id);
    run(session_id).catch((error: unknown) => {
      onError(error);
      // Whoever is behind stays behind until it succeeds, whether or not anything new happens.
      setTimeout(() => publish(session_id), RETRY_AFTER).unref();
    });
  }

  async function run(session_id: number): Promise<void> {
    try {
      do {
        again.delete(session_id);
        const from = lowestSeq(subscriptions.of(session_id));
        if (from === null) return;
        const events = await parts.readEvents(session_id, from, BATCH);
        if (events.length === BATCH) again.add(session_id);
        for (const event of events) await sendToAll(session_id, event);
        if (events.some(({ event }) => changesPeople(event))) parts.onPeopleChanged(session_id);
      } while (again.has(session_id));
    } finally {
      // In the same breath as the last look at `again`: news that come a moment later begin a new run.
      running.delete(session_id);
    }
  }

  /** Everybody whose turn it is gets the event: whole or its number, each made once for all. */
  async function sendToAll(session_id: number, logged: LoggedEvent): Promise<void> {
    const frames = eventFrames(logged);
    const renewed: Subscription[] = [];
    for (const subscription of subscriptions.of(session_id)) {
      // Who came while this round was reading may be further behind than it reads from: their turn is the next round.
      if (logged.event.seq !== subscription.seq + 1) continue;
      if (changesStanding(logged.event, subscription.reader)) renewed.push(subscription);
      else sendTo(subscription, logged, frames);
    }
    for (const subscription of renewed) {
      if (await renew(subscription)) sendTo(subscription, logged, frames);
    }
  }

  function sendTo(subscription: Subscription, logged: LoggedEvent, frames: ReturnType<typeof eventFrames>): void {
    subscription.seq = logged.event.seq;
    writeFrame(subscription.socket, frames(deliver(logged, subscription.reader)));
  }

  /**
   * Looks anew at what the account may see. Where that is not what it was, its events so far do not add up to it: the socket
   * gets a whole view, or is told that there is nothing for it any more; then it is false. The event that changed it, and
   * what happened while the view was read, are in that view and follow all the same: so that they can be told.
   */
  async function renew(subscription: Subscription): Promise<boolean> {
    const { socket, session_id } = subscription;
    try {
      const { view, reader } = await parts.readView(socket.data.signedIn, session_id);
      const { role, sees_room, breakout_id, may_enter } = subscription.reader;
      const isSameRoom = reader.sees_room === sees_room && reader.breakout_id === breakout_id;
      if (reader.role === role && isSameRoom) return true;
      const lost = may_enter && !reader.may_enter;
      subscription.reader = reader;
      socket.emit('view', view);
      // Whoever was in and may not be any more is cut off; what is left for them to see they come back for.
      if (!lost) return true;
      subscription.seq = view.seq;
      hangUp(socket, 'standing_changed');
      return false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      subscriptions.remove(subscription);
      socket.emit('closed', { session_id, ...error.body });
      hangUp(socket, 'standing_changed');
      return false;
    }
  }

  /** Sends whatever news nobody told us of: for when Redis was away, and now and then for a message that was lost. */
  async function catchUp(): Promise<void> {
    const last = await parts.readLastSeqs(subscriptions.sessions());
    for (const [session_id, seq] of last) {
      const from = lowestSeq(subscriptions.of(session_id));
      if (from !== null && from < seq) publish(session_id);
    }
  }

  /** A reaction, to whoever sees the room: a breakout, or with null the main room. */
  function react(reacted: Reacted, breakout_id: number | null): void {
    const frame = frameOf('reacted', reacted);
    for (const { reader, socket } of subscriptions.of(reacted.session_id)) {
      if (reader.sees_room && reader.breakout_id === breakout_id) writeFrame(socket, frame);
    }
  }

  /** That somebody in a breakout speaks, to the hosts, wherever they are. */
  function tellSpoke(spoke: Spoke): void {
    const frame = frameOf('spoke', spoke);
    for (const { reader, socket } of subscriptions.of(spoke.session_id)) {
      if (moderates(reader.role)) writeFrame(socket, frame);
    }
  }

  /** Where each of these is likely to be called, to them alone, where they are in the live room. */
  function tellExpected(session_id: number, moves: ExpectedMove[]): void {
    const expected = new Map(moves.map((one) => [one.account_id, one.breakout_id]));
    for (const { account_id, place, socket } of subscriptions.of(session_id)) {
      const breakout_id = expected.get(account_id);
      if (place === 'live' && breakout_id !== undefined) socket.emit('move_expected', { session_id, breakout_id });
    }
  }

  /**
   * Who is where, to whoever may know: all of it to those who have no list yet, the changes to the others. Where a large
   * class comes at once, its lists are far more than all else there is to send: some wait, and it returns false.
   */
  function sendPresence(session_id: number, whole: () => PresenceChange, changes: PresenceChange | null): boolean {
    let wholeFrame: Frame | null = null;
    let room = LISTS_AT_ONCE;
    const changesFrame = changes && frameOf('presence', changes);
    for (const one of subscriptions.of(session_id)) {
      if (one.reader.role === 'outsider') continue;
      if (one.knows_presence) {
        if (changesFrame) writeFrame(one.socket, changesFrame);
        continue;
      }
      if (room <= 0) continue;
      wholeFrame ??= frameOf('presence', whole());
      room -= wholeFrame.packet.length;
      one.knows_presence = true;
      writeFrame(one.socket, wholeFrame);
    }
    return room > 0;
  }

  return { publish, catchUp, react, tellSpoke, tellExpected, sendPresence };
}

/** The two forms that one event is sent in, each made when it is first needed. */
function eventFrames({ event }: LoggedEvent) {
  let whole: Frame | null = null;
  let concealed: Frame | null = null;
  return (delivered: DeliveredEvent): Frame => {
    if (delivered === event) {
      whole ??= frameOf('event', delivered);
      return whole;
    }
    concealed ??= frameOf('event', delivered);
    return concealed;
  };
}

function lowestSeq(subscriptions: Iterable<Subscription>): number | null {
  let lowest: number | null = null;
  for (const { seq } of subscriptions) if (lowest === null || seq < lowest) lowest = seq;
  return lowest;
}

function changesPeople(event: DeliveredEvent): boolean {
  return event.type === 'participant.joined' || event.type === 'participant.left' || event.type === 'session.ended';
}
