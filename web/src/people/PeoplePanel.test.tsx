// @vitest-environment jsdom
import type { SessionView } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { OpenFeed } from '#live/session-store.ts';
import { feedWith, moderationWith, participant, viewWith } from '#live/testing.ts';
import { PeoplePanel } from './PeoplePanel.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  },
);
// Nothing has a size there: the panel is ten rows high.
Object.defineProperty(Element.prototype, 'clientHeight', { get: () => 560 });
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => 56 });

afterEach(cleanup);

const participants = [
  {
    id: 10,
    user: { id: 1, first_name: 'Inês', last_name: 'Duarte', username: 'ines' },
    joined_at: '2026-01-01T10:00:00.000Z',
    audio_enabled: true,
    video_enabled: false,
    screen_enabled: false,
    breakout_id: null,
    called_to: null,
  },
];

function show(changes: Partial<OpenFeed> = {}, onClose = () => undefined, view: Partial<SessionView> = {}) {
  const feed = { ...feedWith(viewWith({ participants, ...view }, 'ongoing')), ...changes };
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

test('of 200 people only those in sight are drawn, and each tells its place among all of them', () => {
  const many = Array.from({ length: 200 }, (_, index) => participant(index + 3));
  show({}, undefined, { participants: many });
  const rows = within(screen.getByRole('list', { name: 'Participants' })).getAllByRole('listitem');
  expect(rows.length).toBeGreaterThan(9);
  expect(rows.length).toBeLessThan(30);
  expect(rows[4]?.getAttribute('aria-setsize')).toBe('200');
  expect(rows[4]?.getAttribute('aria-posinset')).toBe('5');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'P150' } });
  expect(within(screen.getByRole('list', { name: 'Participants' })).getAllByRole('listitem')).toHaveLength(1);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'Nobody' } });
  expect(screen.getByRole('status').textContent).toMatch(/Nobody here/);
});

test('marks co-hosts, who shares a screen, and whom a lock does not hold', () => {
  const sharing = { ...participant(4), screen_enabled: true };
  const moderation = moderationWith({
    locks: ['microphone'],
    cohosts: [3],
    exemptions: [{ account_id: 4, rights: ['microphone', 'camera'] }],
  });
  show({}, undefined, { participants: [participant(3), sharing], moderation });
  expect(within(screen.getByRole('listitem', { name: 'P3' })).getByText('Co-host')).toBeDefined();
  const exempt = screen.getByRole('listitem', { name: 'P4' });
  expect(within(exempt).getByText('May use the microphone')).toBeDefined();
  expect(within(exempt).queryByText('May use the camera')).toBeNull();
  expect(within(exempt).getByRole('img', { name: 'Shares a screen' })).toBeDefined();
});

test('only who runs the class has something to do with the others', () => {
  show({}, undefined, { participants: [participant(2), participant(3)] });
  expect(screen.queryByRole('button', { name: /What to do/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Mute all' })).toBeNull();
  cleanup();
  show({}, undefined, { participants: [participant(2), participant(3)], role: 'cohost' });
  expect(screen.getByRole('button', { name: 'What to do with P3' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'What to do with P2' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Mute all' })).toBeDefined();
});

test('takes the focus when it opens, and Escape closes it', () => {
  const close = vi.fn();
  show({}, close);
  const heading = screen.getByRole('heading', { level: 2 });
  expect(document.activeElement).toBe(heading);
  fireEvent.keyDown(heading, { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
});
