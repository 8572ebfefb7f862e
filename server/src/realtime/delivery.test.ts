import { DeliveredEvent, type SessionView } from '@lectern/contract';
import { expect, test } from 'vitest';
import type { LoggedEvent } from '#events/store.ts';
import { createDelivery, type DeliveryParts } from './delivery.ts';
import { createSubscriptions, type Subscription } from './subscriptions.ts';

const LOG = Array.from({ length: 1_200 }, (_, index): LoggedEvent => {
  const event = { session_id: 1, seq: index + 1, at: '2026-01-01T00:00:00.000Z', actor_id: null } as const;
  return { event: { ...event, type: 'session.cancelled', data: {} }, audience: { to: 'public' } };
});

/** A subscriber whose last event is `seq`, and what it is sent. */
function subscriber(seq: number) {
  const got: (number | string)[] = [];
  const socket = {
    id: `socket-${seq}`,
    data: { signedIn: null },
    emit: (name: string, view: { seq: number }) => got.push(`${name} ${view.seq}`),
    conn: {
      // Something waits before it: what is sent goes by the queue.
      transport: { writable: false },
      request: { socket: {} },
      write(packet: string) {
        const [name, event] = JSON.parse(packet.slice(1));
        if (name === 'event') got.push(DeliveredEvent.parse(event).seq);
      },
    },
  };
  const reader = { account_id: 1, role: 'member', sees_room: true, may_enter: true, stay_id: 1 } as const;
  const base = { session_id: 1, account_id: 1, place: 'live', reader } as const;
  return { got, subscription: { ...base, seq, socket } as unknown as Subscription };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function deliveryOf(
  readEvents: (after: number, limit: number) => Promise<LoggedEvent[]>,
  readView: DeliveryParts['readView'] = () => Promise.reject(new Error('not asked for')),
) {
  const subscriptions = createSubscriptions();
  const errors: unknown[] = [];
  const delivery = createDelivery({
    subscriptions,
    readEvents: (_id, after, limit) => readEvents(after, limit),
    readView,
    readLastSeqs: async () => new Map([[1, LOG.length]]),
    onPeopleChanged: () => {},
    onError: (error) => errors.push(error),
  });
  return { subscriptions, delivery, errors };
}

test('each subscriber gets what comes after its own place in the log, once and in order', async () => {
  const { subscriptions, delivery } = deliveryOf(async (after, limit) => LOG.slice(after, after + limit));
  const people = [subscriber(0), subscriber(700), subscriber(1_199), subscriber(1_200)];
  for (const { subscription } of people) subscriptions.add(subscription);
  for (let time = 0; time < 5; time += 1) delivery.publish(1);
  await expect.poll(() => people[0]?.got.length).toBe(1_200);
  expect(people.map(({ got }) => got)).toEqual([numbers(1, 1_200), numbers(701, 1_200), [1_200], []]);
});

test('what could not be read is sent when it can be, without anything new happening', async () => {
  let broken = true;
  const { subscriptions, delivery, errors } = deliveryOf(async (after) => {
    if (broken) throw new Error('The database is away');
    return LOG.slice(after, 10);
  });
  const { got, subscription } = subscriber(5);
  subscriptions.add(subscription);
  delivery.publish(1);
  await expect.poll(() => errors.length).toBe(1);
  broken = false;
  await expect.poll(() => got, { timeout: 10_000 }).toEqual([6, 7, 8, 9, 10]);
});

test('what nobody told of is found by looking at the log', async () => {
  const { subscriptions, delivery } = deliveryOf(async (after, limit) => LOG.slice(after, after + limit));
  const [behind, current] = [subscriber(1_195), subscriber(1_200)];
  subscriptions.add(behind.subscription);
  subscriptions.add(current.subscription);
  await delivery.catchUp();
  await expect.poll(() => behind.got).toEqual(numbers(1_196, 1_200));
  expect(current.got).toEqual([]);
});

test('who comes while events are read, and is further behind than they begin, misses none of them', async () => {
  const late = subscriber(1_190);
  const { subscriptions, delivery } = deliveryOf(async (after, limit) => {
    if (after === 1_195) {
      // As the gateway does: subscribed, and then told.
      subscriptions.add(late.subscription);
      delivery.publish(1);
    }
    return LOG.slice(after, after + limit);
  });
  const early = subscriber(1_195);
  subscriptions.add(early.subscription);
  delivery.publish(1);
  await expect.poll(() => late.got).toEqual(numbers(1_191, 1_200));
  expect(early.got).toEqual(numbers(1_196, 1_200));
});

test('what changed who one is and what happened while the whole view was read follow it', async () => {
  const { got, subscription } = subscriber(0);
  const named = { ...LOG[1]?.event, type: 'cohost.named', data: { account_id: 1 } } as LoggedEvent['event'];
  const log = [LOG[0], { event: named, audience: { to: 'public' } }, ...LOG.slice(2, 5)] as LoggedEvent[];
  const reader = { ...subscription.reader, role: 'cohost' } as const;
  const view = { seq: 4 } as SessionView;
  const { subscriptions, delivery } = deliveryOf(
    async (after, limit) => log.slice(after, after + limit),
    async () => ({ view, reader }),
  );
  subscriptions.add(subscription);
  delivery.publish(1);
  await expect.poll(() => got).toEqual([1, 'view 4', 2, 3, 4, 5]);
});
