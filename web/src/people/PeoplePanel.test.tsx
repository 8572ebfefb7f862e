// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { OpenFeed } from '#live/session-store.ts';
import { feedWith, viewWith } from '#live/testing.ts';
import { PeoplePanel } from './PeoplePanel.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));

afterEach(cleanup);

const participants = [
  {
    id: 10,
    user: { id: 1, first_name: 'Inês', last_name: 'Duarte', username: 'ines' },
    joined_at: '2026-01-01T10:00:00.000Z',
    audio_enabled: true,
    video_enabled: false,
    screen_enabled: false,
  },
];

function show(changes: Partial<OpenFeed> = {}, onClose = () => undefined) {
  const feed = { ...feedWith(viewWith({ participants }, 'ongoing')), ...changes };
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <PeoplePanel feed={feed} onClose={onClose} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test('says who is away and since when, and who waits outside', () => {
  const since = '2026-01-01T10:05:00.000Z';
  const lotte = { id: 3, first_name: 'Lotte', last_name: 'Test', username: 'lotte' };
  show({
    presence: new Map([
      [1, { user: participants[0]?.user ?? lotte, place: 'live', away: 'reconnecting', since }],
      [3, { user: lotte, place: 'waiting', away: null, since }],
    ]),
  });
  expect(screen.getByRole('listitem', { name: 'Inês Duarte' }).textContent).toMatch(/reconnecting, since/);
  const waiting = screen.getByRole('list', { name: 'In the waiting room' });
  expect(within(waiting).getByText('Lotte Test')).toBeDefined();
});

test('says of each person what the server gets from them', () => {
  show();
  const list = screen.getByRole('list', { name: 'Participants' });
  const item = within(list).getByRole('listitem', { name: 'Inês Duarte' });
  expect(within(item).getByRole('img', { name: 'microphone on' })).toBeDefined();
  expect(within(item).getByRole('img', { name: 'camera off' })).toBeDefined();
  expect(within(item).getByText('Instructor')).toBeDefined();
});

test('takes the focus when it opens, and Escape closes it', () => {
  const close = vi.fn();
  show({}, close);
  const heading = screen.getByRole('heading', { level: 2 });
  expect(document.activeElement).toBe(heading);
  fireEvent.keyDown(heading, { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
});
