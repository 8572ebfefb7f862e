import type { Message, MessageCreate } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import { person } from '#live/testing.ts';
import { Outbox, waitBefore } from './outbox.ts';
import { messageWith } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const to_all = (text: string) => ({ text, to: null, reply_to: null, attachments: [] });
const mine = (id: number, text: string) => messageWith(id, { text, user: person(2) });

/** A server that keeps what comes, once for each key, and of which `fault` decides what the browser hears. */
function world(fault: (attempt: number) => 'none' | 'answer lost' | ApiError = () => 'none') {
  const kept = new Map<string, Message>();
  const keys: string[] = [];
  const storage = new Map<string, string>();
  let inside = true;
  const open = () =>
    new Outbox({
      account_id: 2,
      post: async (body: MessageCreate, key: string) => {
        const trouble = fault(keys.push(key));
        if (trouble instanceof ApiError) throw trouble;
        const message = kept.get(key) ?? mine(kept.size + 1, body.text);
        kept.set(key, message);
        if (trouble === 'answer lost') throw new ApiError('unreachable');
        return message;
      },
      isInside: () => inside,
      storage: {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, text) => void storage.set(key, text),
        removeItem: (key) => void storage.delete(key),
      },
      storageKey: 'outbox',
      onChange: () => undefined,
      random: () => 0,
    });
  return { open, kept, keys, storage, go: (where: 'in' | 'out') => (inside = where === 'in') };
}

const texts = (kept: ReadonlyMap<string, Message>) => [...kept.values()].map((one) => one.text);

test('messages go in the order they were written, each with a key of its own', async () => {
  const { open, kept } = world();
  const outbox = open();
  for (const text of ['a', 'b', 'c']) outbox.send(to_all(text));
  expect(outbox.pending.map((one) => one.state)).toEqual(['sending', 'sending', 'sending']);
  await vi.runAllTimersAsync();
  expect(texts(kept)).toEqual(['a', 'b', 'c']);
  outbox.settle(3);
  expect(outbox.pending).toEqual([]);
});

test('what arrived while its answer was lost is not sent twice', async () => {
  const { open, kept, keys } = world((attempt) => (attempt === 1 ? 'answer lost' : 'none'));
  const outbox = open();
  outbox.send(to_all('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.pending[0]?.state).toBe('waiting');
  await vi.runAllTimersAsync();
  expect(texts(kept)).toEqual(['a']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('what the server refuses waits for its writer, says why, and does not hold up the rest', async () => {
  const { open, kept, keys } = world((attempt) => (attempt === 1 ? new ApiError('chat_closed') : 'none'));
  const outbox = open();
  outbox.send(to_all('a'));
  outbox.send(to_all('b'));
  await vi.runAllTimersAsync();
  expect(outbox.pending[0]).toMatchObject({ text: 'a', state: 'failed', error: { code: 'chat_closed' } });
  expect(texts(kept)).toEqual(['b']);
  outbox.retry(outbox.pending[0]?.key ?? '');
  await vi.runAllTimersAsync();
  expect(texts(kept)).toEqual(['b', 'a']);
  expect(keys[2]).toBe(keys[0]);
});

test('it waits as long as the server asks', async () => {
  const { open, keys } = world((attempt) =>
    attempt === 1 ? new ApiError('too_many_requests', { retryAfter: 7 }) : 'none',
  );
  open().send(to_all('a'));
  await vi.advanceTimersByTimeAsync(6_900);
  expect(keys).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(keys).toHaveLength(2);
});

test('each wait is longer than the one before, up to a quarter of a minute', () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) => waitBefore(failures, null, 1));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('a reload keeps what was not acknowledged, with its key', async () => {
  const { open, kept, keys } = world((attempt) => (attempt === 1 ? 'answer lost' : 'none'));
  const before = open();
  before.send(to_all('a'));
  await vi.advanceTimersByTimeAsync(0);
  before.stop();
  const after = open();
  await vi.runAllTimersAsync();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(texts(kept)).toEqual(['a']);
  expect(after.pending[0]?.became?.id).toBe(1);
});

test('what is kept is let go of once it is acknowledged, and rubbish there does no harm', async () => {
  const { open, storage } = world();
  storage.set('outbox', '[{"text":1}');
  const outbox = open();
  expect(outbox.pending).toEqual([]);
  outbox.send(to_all('a'));
  expect(storage.get('outbox')).toContain('"a"');
  await vi.runAllTimersAsync();
  expect(storage.has('outbox')).toBe(false);
});

test('outside the room it waits, and goes on once one is back', async () => {
  const { open, kept, go } = world();
  go('out');
  const outbox = open();
  outbox.send(to_all('a'));
  await vi.runAllTimersAsync();
  expect(kept.size).toBe(0);
  go('in');
  outbox.wake();
  await vi.runAllTimersAsync();
  expect(texts(kept)).toEqual(['a']);
});

test('an event that comes before the answer takes the place of the pending message, once', async () => {
  const { open } = world((attempt) => (attempt < 3 ? 'answer lost' : 'none'));
  const outbox = open();
  outbox.send(to_all('same'));
  outbox.send(to_all('same'));
  await vi.advanceTimersByTimeAsync(0);
  outbox.arrived(mine(1, 'same'));
  outbox.arrived(mine(1, 'same'));
  expect(outbox.pending.map((one) => one.became?.id)).toEqual([1, undefined]);
  expect(outbox.keys.get(1)).toBe(outbox.pending[0]?.key);
  await vi.runAllTimersAsync();
  expect(outbox.pending.map((one) => one.became?.id)).toEqual([1, 2]);
});

test("the same words of another tab are put right by the answer; another person's or a private one are no match", async () => {
  const { open, kept } = world((attempt) => (attempt === 1 ? 'answer lost' : 'none'));
  const outbox = open();
  outbox.send(to_all('a'));
  await vi.advanceTimersByTimeAsync(0);
  outbox.arrived(messageWith(8, { text: 'a' }));
  outbox.arrived({ ...mine(9, 'a'), to: person(1) });
  expect(outbox.pending[0]?.became).toBeNull();
  outbox.arrived(mine(10, 'a'));
  expect(outbox.pending[0]?.became?.id).toBe(10);
  await vi.runAllTimersAsync();
  expect(outbox.pending[0]?.became?.id).toBe([...kept.values()][0]?.id);
  expect([...outbox.keys.keys()]).toEqual([1]);
});
