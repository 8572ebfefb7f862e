// @vitest-environment jsdom

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenFeed } from '#live/session-store.ts';
import { feedWith, person, roomWith, viewWith } from '#live/testing.ts';
import { ChatRoom } from './chat-room.ts';
import { messageWith } from './testing.ts';
import { useComposer } from './use-composer.ts';

const api = vi.hoisted(() => ({ postMessage: vi.fn(), editMessage: vi.fn() }));
vi.mock('#api/chat.ts', () => ({ ...api, readOlderMessages: vi.fn(), uploadAttachment: vi.fn() }));

beforeEach(() => {
  vi.clearAllMocks();
  api.postMessage.mockReturnValue(new Promise(() => undefined));
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

function composing(messages = [messageWith(1)]) {
  const room = roomWith({ messages });
  const feed: OpenFeed = feedWith(viewWith({ room, my_stay: { id: 1, tab: null, ended: null } }, 'ongoing'));
  const quiet = () => () => undefined;
  const chat = new ChatRoom({ session_id: 7, getFeed: () => feed, subscribe: quiet, onEvent: quiet }, 2);
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client: queries }, children);
  const { result } = renderHook(() => useComposer(chat, true), { wrapper });
  return { chat, result };
}

const body = { text: 'hello', to: null, reply_to: null, attachments: [] };

test('what is sent is trimmed, and the field is empty at once', () => {
  const { chat, result } = composing();
  act(() => result.current.write('  hello\u0000 \n'));
  act(() => result.current.send());
  expect(api.postMessage).toHaveBeenCalledWith(7, body, chat.outbox.pending[0]?.key);
  expect(result.current.text).toBe('');
  act(() => result.current.write('   '));
  act(() => result.current.send());
  expect(api.postMessage).toHaveBeenCalledOnce();
});

test('4,000 characters and no more', () => {
  const { result } = composing();
  act(() => result.current.write('x'.repeat(4_001)));
  expect(result.current.left).toBe(-1);
  expect(result.current.may_send).toBe(false);
  act(() => result.current.write('x'.repeat(4_000)));
  expect(result.current.may_send).toBe(true);
});

test('an answer to a private message is private, and turning to everyone lets the answer go', () => {
  const { result } = composing();
  act(() => result.current.startReply(messageWith(3, { to: person(2) })));
  expect(result.current.to?.id).toBe(1);
  act(() => result.current.writeTo(null));
  expect(result.current.reply).toBeNull();
  act(() => result.current.startReply(messageWith(4)));
  act(() => result.current.write('hello'));
  act(() => result.current.send());
  expect(api.postMessage).toHaveBeenCalledWith(7, { ...body, reply_to: 4 }, expect.anything());
});

test('the draft is kept, and for whom it was', () => {
  const first = composing().result;
  act(() => first.current.write('between us'));
  act(() => first.current.writeTo(person(1)));
  cleanup();
  const { result } = composing();
  expect(result.current.text).toBe('between us');
  expect(result.current.to?.id).toBe(1);
});

test('editing the last own message leaves the draft alone, and Escape leaves the message alone', () => {
  const own = [
    messageWith(1, { user: person(2) }),
    messageWith(2),
    messageWith(3, { user: person(2), deleted_at: '2026-01-01T10:00:00.000Z' }),
  ];
  const { result } = composing(own);
  act(() => result.current.write('draft'));
  act(() => result.current.editLast());
  expect(result.current.editing?.id).toBe(1);
  act(() => result.current.write('text 1, mended'));
  act(() => void result.current.takeBack());
  expect(result.current.text).toBe('draft');
  expect(api.editMessage).not.toHaveBeenCalled();
});
