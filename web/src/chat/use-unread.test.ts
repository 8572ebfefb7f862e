// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { feedWith, person, roomWith, viewWith } from '#live/testing.ts';
import { markRead } from './last-read.ts';
import { messages, messageWith } from './testing.ts';
import { useUnread } from './use-unread.ts';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

let session = 100;

function feedOf(shown: ReturnType<typeof messages>) {
  const view = viewWith({
    room: roomWith({ messages: shown }),
  });
  return feedWith({ ...view, session: { ...view.session, id: session } });
}

beforeEach(() => {
  session += 1;
});

test('counts what others wrote since one last read, and tells when one is meant', () => {
  const own = messageWith(4, { user: person(2) });
  const { result, rerender } = renderHook(({ feed, shown }) => useUnread(feed, shown), {
    initialProps: { feed: feedOf([...messages(1, 3), own]), shown: false },
  });
  expect(result.current).toEqual({ count: 3, mentioned: false });
  act(() => markRead(2, session, 2));
  expect(result.current.count).toBe(1);
  rerender({ feed: feedOf([...messages(1, 3), own, messageWith(5, { mentions: [person(2)] })]), shown: false });
  expect(result.current).toEqual({ count: 2, mentioned: true });
  rerender({ feed: feedOf([]), shown: true });
  expect(result.current).toEqual({ count: 0, mentioned: false });
});

test('goes on counting beyond what the view holds, and stops at a hundred', () => {
  const { result, rerender } = renderHook(({ feed }) => useUnread(feed, false), {
    initialProps: { feed: feedOf(messages(1, 50)) },
  });
  for (const last of [80, 120, 160]) rerender({ feed: feedOf(messages(last - 49, last)) });
  expect(result.current.count).toBe(100);
});

test('a deleted message waits for nobody', () => {
  const gone = messageWith(1, { deleted_at: '2026-01-01T11:00:00.000Z' });
  const { result } = renderHook(({ feed }) => useUnread(feed, false), {
    initialProps: { feed: feedOf([gone, messageWith(2)]) },
  });
  expect(result.current.count).toBe(1);
});
