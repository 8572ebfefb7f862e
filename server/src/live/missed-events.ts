import type { DeliveredEvent } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import { changesStanding, deliver, type Reader } from '#events/policy.ts';
import { type LoggedEvent, readEvents } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readStandings } from '#sessions/standing.ts';
import { readerOf } from './reader.ts';

/** More missed events than this, and a whole view is the shorter answer. */
export const MOST_EVENTS = 500;

/** How many are answered from one picture of the database. */
const MOST_AT_ONCE = 250;

/** The events that somebody missed, up to number `seq`; or that these would not lead to what they may see now. */
export type Missed = { kind: 'events'; reader: Reader; events: DeliveredEvent[]; seq: number } | { kind: 'view_due' };

interface Asking {
  actor: Actor;
  after: number;
  answer: PromiseWithResolvers<Missed>;
}

/**
 * Finds what people missed of a session since an event that they have. Those who ask while others are being answered are
 * answered together after these, from one picture of the database: after a restart a whole class asks at once.
 */
export function createMissedEvents(db: Database) {
  const waiting = new Map<number, Asking[]>();

  function read(actor: Actor, session_id: number, after: number): Promise<Missed> {
    const answer = Promise.withResolvers<Missed>();
    const known = waiting.get(session_id);
    if (known) {
      known.push({ actor, after, answer });
    } else {
      waiting.set(session_id, [{ actor, after, answer }]);
      void answerAll(session_id);
    }
    return answer.promise;
  }

  async function answerAll(session_id: number): Promise<void> {
    // Whoever asked in the same breath comes along.
    await new Promise(setImmediate);
    for (;;) {
      const asking = waiting.get(session_id)?.splice(0, MOST_AT_ONCE) ?? [];
      if (asking.length === 0) break;
      try {
        await db.snapshot((tx) => answerFrom(tx, session_id, asking));
      } catch (error) {
        for (const { answer } of asking) answer.reject(error);
      }
    }
    waiting.delete(session_id);
  }

  return { read };
}

async function answerFrom(tx: Tx, session_id: number, asking: Asking[]): Promise<void> {
  const actors = asking.map(({ actor }) => actor);
  const standings = await readStandings(tx, actors, session_id);
  const seq = standings.values().next().value?.session.last_seq ?? 0;
  const isNear = (after: number) => after <= seq && seq - after <= MOST_EVENTS;
  const lowest = Math.min(...asking.map(({ after }) => after).filter(isNear));
  const logged = lowest < seq ? await readEvents(tx, session_id, lowest, MOST_EVENTS) : [];
  for (const { actor, after, answer } of asking) {
    const standing = standings.get(actor.id);
    if (!standing?.role) {
      answer.reject(new Refusal('session_not_found'));
      continue;
    }
    const reader = readerOf(actor, standing);
    const events = isNear(after) ? eventsFor(reader, logged, after) : null;
    answer.resolve(events ? { kind: 'events', reader, events, seq } : { kind: 'view_due' });
  }
}

/** Null where what this reader may see has changed on the way. */
function eventsFor(reader: Reader, logged: LoggedEvent[], after: number): DeliveredEvent[] | null {
  const missed = logged.filter(({ event }) => event.seq > after).map((one) => deliver(one, reader));
  // Seen with the eyes of now, a coming and going of one's own looks like nothing: look with those of then too.
  return missed.some((one) => changesStanding(one, reader) || isOwnStay(one, reader)) ? null : missed;
}

function isOwnStay(event: DeliveredEvent, reader: Reader): boolean {
  if (event.type === 'participant.moved' || event.type === 'participant.left') {
    return event.data.participant_id === reader.stay_id;
  }
  if (event.type === 'participant.joined') {
    const { user, breakout_id } = event.data.participant;
    // The host sees the main room before coming in, too.
    return user.id === reader.account_id && !(reader.role === 'host' && breakout_id === null);
  }
  return event.type === 'session.ended';
}
