// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { runShortcut } from '#keyboard/actions.ts';
import { feedWith, moderationWith, person, roomWith, viewWith } from '#live/testing.ts';
import { HandButton } from './HandButton.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
const sent = vi.hoisted(() => ({ raiseHand: vi.fn(async () => ({})), lowerHand: vi.fn(async () => ({})) }));
vi.mock('#api/hands.ts', () => sent);

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const moderation = moderationWith({ locks: ['hand'] });
const room = roomWith();

const client = new QueryClient();

function show(changes: Parameters<typeof viewWith>[0]) {
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <HandButton feed={feedWith(viewWith({ room, ...changes }, 'ongoing'))} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.getByRole('button');
}

test('where hands are locked it says so, and neither the button nor the key raises one', () => {
  const button = show({ moderation });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toMatch(/locked/);
  fireEvent.click(button);
  expect(runShortcut('hand')).toBe(true);
  // What was begun would be under way now, although not yet sent.
  expect(client.isMutating()).toBe(0);
});

test('who is exempt raises it all the same', async () => {
  const button = show({ moderation: { ...moderation, exemptions: [{ account_id: 2, rights: ['hand'] }] } });
  fireEvent.click(button);
  await vi.waitFor(() => expect(sent.raiseHand).toHaveBeenCalledOnce());
});

test('a hand that is up can be lowered', async () => {
  const hands = [{ user: person(2), raised_at: '2026-01-01T10:00:00.000Z' }];
  fireEvent.click(show({ moderation, room: { ...room, hands } }));
  await vi.waitFor(() => expect(sent.lowerHand).toHaveBeenCalledOnce());
});
