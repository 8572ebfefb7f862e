// @vitest-environment jsdom
import type { Message, SessionEvent } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { feedWith, person, viewWith } from '#live/testing.ts';
import { Announcer } from '#ui/announcer.tsx';
import { ChatRoom } from './chat-room.ts';
import { messages, messageWith } from './testing.ts';
import { useAnnouncedMessages } from './use-announced-messages.ts';

beforeEach(() => {
  // jsdom has none, and Mantine asks for it.
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function listening() {
  let witness: (event: SessionEvent) => void = () => undefined;
  const feed = feedWith(viewWith());
  const room = new ChatRoom(
    {
      session_id: 7,
      getFeed: () => feed,
      subscribe: () => () => undefined,
      onEvent: (given) => {
        witness = given;
        return () => undefined;
      },
    },
    2,
  );
  function Panel() {
    useAnnouncedMessages(room);
    return <Announcer />;
  }
  render(
    <MantineProvider>
      <Panel />
    </MantineProvider>,
  );
  return {
    arrive: (message: Message) =>
      witness({
        session_id: 7,
        seq: message.id,
        at: message.sent_at,
        actor_id: message.user.id,
        type: 'chat.posted',
        data: { message },
      }),
    said: () => {
      act(() => void vi.advanceTimersByTime(2_000));
      return screen.getByRole('status').textContent;
    },
  };
}

test('says who wrote what, and what is private', () => {
  const { arrive, said } = listening();
  arrive(messageWith(1));
  arrive(messageWith(2, { to: person(2) }));
  expect(said()).toBe('P1: text 1 P1, privately: text 2');
});

test('of many at once, only how many', () => {
  const { arrive, said } = listening();
  for (const message of messages(3, 22)) arrive(message);
  expect(said()).toBe('20 new messages in the chat');
});

test('what one wrote oneself is not read back', () => {
  const { arrive, said } = listening();
  const before = said();
  arrive(messageWith(30, { user: person(2) }));
  expect(said()).toBe(before);
});
