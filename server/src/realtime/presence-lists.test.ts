import { expect, test } from 'vitest';
import { createDelivery } from './delivery.ts';
import { createSubscriptions, type Subscription } from './subscriptions.ts';

/** A list of so many characters that few of it are sent at once. */
const LARGE = 'x'.repeat(900_000);

test('the lists of a large class are handed out in turns, and everybody gets one', () => {
  const subscriptions = createSubscriptions();
  const delivery = createDelivery({
    subscriptions,
    readEvents: async () => [],
    readView: () => Promise.reject(new Error('not asked for')),
    readLastSeqs: async () => new Map(),
    onPeopleChanged: () => {},
    onError: () => {},
  });
  const got = new Map<string, number>();
  for (let index = 0; index < 7; index += 1) {
    const socket = {
      id: `socket-${index}`,
      conn: { request: { socket: {} }, write: () => got.set(socket.id, (got.get(socket.id) ?? 0) + 1) },
    };
    const reader = { account_id: index, role: 'member', sees_room: true, may_enter: true, stay_id: 1 } as const;
    subscriptions.add({ session_id: 1, reader, socket, knows_presence: false } as unknown as Subscription);
  }
  const user = { id: 1, username: LARGE, first_name: '', last_name: '' };
  const people = [{ user, place: 'live', away: null, since: '2026-01-01T00:00:00.000Z' } as const];
  const turn = () => delivery.sendPresence(1, () => ({ session_id: 1, whole: true, people, gone: [] }), null);
  expect([turn(), got.size]).toEqual([false, 3]);
  expect([turn(), got.size]).toEqual([false, 6]);
  expect([turn(), got.size]).toEqual([true, 7]);
  expect([...got.values()]).toEqual(Array(7).fill(1));
});
