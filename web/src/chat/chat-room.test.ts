// @vitest-environment jsdom
import type { Message, SessionEvent } from '@lectern/contract';
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { feedWith, person, roomWith, viewWith } from '#live/testing.ts';
import { ChatRoom } from './chat-room.ts';
import { toRows } from './rows.ts';
import { messageWith } from './testing.ts';

const { postMessage } = vi.hoisted(() => ({ postMessage: vi.fn() }));
vi.mock('#api/chat.ts', () => ({ postMessage, readOlderMessages: vi.fn(), uploadAttachment: vi.fn() }));

beforeEach(() => sessionStorage.clear());

/** A session as this tab follows it, of which the test decides when an event arrives. */
function followed() {
  const readers = new Set<() => void>();
  const witnesses = new Set<(event: SessionEvent) => void>();
  let feed = feedOf([]);
  const add =
    <T>(set: Set<T>) =>
    (one: T) => {
      set.add(one);
      return () => set.delete(one);
    };
  return {
    store: { session_id: 7, getFeed: () => feed, subscribe: add(readers), onEvent: add(witnesses) },
    arrive(message: Message) {
      feed = feedOf([...(feed.view.room?.messages ?? []), message]);
      for (const reader of readers) reader();
    },
  };
}

function feedOf(messages: Message[]): OpenFeed {
  const room = roomWith({ messages });
  return feedWith(viewWith({ room, my_stay: { id: 1, tab: null, ended: null } }, 'ongoing'));
}

test('whichever comes first, the answer or the event: each message is shown once, all the time, as the same row', async () => {
  /** For each message: whether its first answer is lost, whether its event overtakes the answer, and what others say first. */
  const step = fc.record({ lost: fc.boolean(), overtakes: fc.boolean(), others: fc.nat(2) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      vi.useFakeTimers();
      sessionStorage.clear();
      const { store, arrive } = followed();
      const kept = new Map<string, Message>();
      let last_id = 0;
      // Events come late or early, but always in the session's order.
      const on_the_way: Message[] = [];
      const deliver = () => {
        for (const message of on_the_way.splice(0)) arrive(message);
      };
      postMessage.mockImplementation(async (_id: number, body: { text: string }, key: string) => {
        const known = kept.get(key);
        if (known) return known;
        const how = steps[kept.size];
        for (let other = 0; other < (how?.others ?? 0); other += 1) {
          last_id += 1;
          on_the_way.push(messageWith(last_id));
        }
        last_id += 1;
        // The same words each time: only the order and the ids tell them apart.
        const message = messageWith(last_id, { text: body.text, user: person(2) });
        kept.set(key, message);
        on_the_way.push(message);
        if (how?.overtakes) deliver();
        if (how?.lost) throw new ApiError('unreachable');
        return message;
      });
      const room = new ChatRoom(store, 2);
      const shown = () => {
        const { messages, pending } = room.getState();
        return toRows({ messages, pending, keys: room.outbox.keys, account_id: 2, read_until: null });
      };
      const mine = () =>
        shown().filter((row) => row.kind === 'pending' || (row.kind === 'message' && row.message.user.id === 2));
      let sent = 0;
      const check = () => {
        const keys = shown().map((row) => row.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(mine()).toHaveLength(sent);
      };
      for (const _ of steps) {
        sent += 1;
        room.outbox.send({ text: 'same', to: null, reply_to: null, attachments: [] });
      }
      room.subscribe(check);
      const before = mine().map((row) => row.key);
      await vi.runAllTimersAsync();
      deliver();
      check();
      expect(mine().map((row) => row.key)).toEqual(before);
      expect(room.getState().pending).toEqual([]);
      room.stop();
      vi.useRealTimers();
    }),
    { numRuns: 60 },
  );
});
