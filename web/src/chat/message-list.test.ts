import type { Message } from '@lectern/contract';
import { expect, test } from 'vitest';
import { MessageList, type OlderPage } from './message-list.ts';
import { messages, messageWith } from './testing.ts';

/** A server with these messages, in pages of two. */
function listOver(all: readonly Message[]) {
  const asked: number[] = [];
  const list = new MessageList(
    async (before) => {
      asked.push(before);
      const older = all.filter((one) => one.id < before).reverse();
      return { items: older.slice(0, 2), next: older.length > 2 ? String(older[1]?.id) : null };
    },
    () => undefined,
  );
  return { list, asked };
}

const ids = (list: MessageList) => list.loaded.messages.map((one) => one.id);
const view = (shown: readonly Message[], has_older_messages = true) => ({ messages: [...shown], has_older_messages });
const deleted = (message_id: number) =>
  ({ ...envelope, type: 'chat.deleted', data: { message_id, deleted_at: '2026-01-01T11:00:00.000Z' } }) as const;
const envelope = { session_id: 7, seq: 1, at: '2026-01-01T11:00:00.000Z', actor_id: 1 };

test('pages go before what the view holds, until there are no more', async () => {
  const all = messages(1, 7);
  const { list, asked } = listOver(all);
  list.take(view(all.slice(4)));
  expect(ids(list)).toEqual([5, 6, 7]);
  await list.loadOlder();
  expect(ids(list)).toEqual([3, 4, 5, 6, 7]);
  await list.loadOlder();
  expect(ids(list)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(list.loaded.has_older).toBe(false);
  expect(await list.loadOlder()).toBe(false);
  expect(asked).toEqual([5, 3]);
});

test('what falls out of the view stays', () => {
  const { list } = listOver([]);
  const all = messages(1, 5);
  list.take(view(all.slice(0, 3), false));
  list.take(view(all.slice(1, 4)));
  list.take(view(all.slice(2, 5)));
  expect(ids(list)).toEqual([1, 2, 3, 4, 5]);
  expect(list.loaded.has_older).toBe(false);
});

test('older messages change by events, and by those that come while their page is on its way', async () => {
  const all = messages(1, 7);
  const { list } = listOver(all);
  list.take(view(all.slice(4)));
  const coming = list.loadOlder();
  list.apply(deleted(4));
  await coming;
  list.apply(deleted(3));
  const [third, fourth, fifth] = list.loaded.messages;
  expect([third?.text, fourth?.text, fifth?.text]).toEqual(['', '', 'text 5']);
});

test('a view that does not join leaves no hole: the older part goes, and can be asked for again', async () => {
  const all = messages(1, 20);
  const { list, asked } = listOver(all);
  list.take(view(all.slice(4, 7)));
  await list.loadOlder();
  list.take(view(all.slice(17)));
  expect(ids(list)).toEqual([18, 19, 20]);
  expect(list.loaded.has_older).toBe(true);
  await list.loadOlder();
  expect(ids(list)).toEqual([16, 17, 18, 19, 20]);
  expect(asked).toEqual([5, 18]);
});

test('a whole new view, though it overlaps, drops older pages: nobody knows what was deleted there meanwhile', async () => {
  const all = messages(1, 7);
  const { list } = listOver(all);
  list.take(view(all.slice(4)));
  await list.loadOlder();
  list.take(view(messages(5, 8)));
  expect(ids(list)).toEqual([5, 6, 7, 8]);
});

test('a page that was asked for before that is not put in', async () => {
  let answer: (page: OlderPage) => void = () => undefined;
  const list = new MessageList(
    () => new Promise((resolve) => (answer = resolve)),
    () => undefined,
  );
  list.take(view(messages(5, 7)));
  const coming = list.loadOlder();
  list.take(view(messages(18, 20)));
  answer({ items: [messageWith(4), messageWith(3)], next: null });
  expect(await coming).toBe(false);
  expect(ids(list)).toEqual([18, 19, 20]);
});

test('a page that did not come says why, and can be asked for again', async () => {
  let fails = true;
  const list = new MessageList(
    async () => {
      if (fails) throw new Error('lost');
      return { items: [messageWith(4)], next: null };
    },
    () => undefined,
  );
  list.take(view(messages(5, 7)));
  await list.loadOlder();
  expect(list.loaded.error).toBeInstanceOf(Error);
  fails = false;
  await list.loadOlder();
  expect(ids(list)).toEqual([4, 5, 6, 7]);
  expect(list.loaded.error).toBeNull();
});

test('a long list is cut at its far end, from where it can be paged again', () => {
  const { list } = listOver([]);
  list.take(view(messages(1, 300), false));
  list.trim();
  expect(list.loaded.messages).toHaveLength(200);
  expect(list.newestId).toBe(300);
  expect(list.loaded.has_older).toBe(true);
});
