// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import type { MediaLink } from '#live/membership.ts';
import { feedWith, viewWith } from '#live/testing.ts';
import { Announcer } from '#ui/announcer.tsx';
import { RoomNotices } from './RoomNotices.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

// All that the notices use of it.
const live = { tryNow: vi.fn(), startSound: vi.fn(async () => undefined) } as unknown as LiveSession;

const notices = (media: MediaLink, current = true, sound_blocked = false) => (
  <MantineProvider>
    <RoomNotices
      feed={{ ...feedWith(viewWith()), current }}
      live={live}
      state={{ membership: { kind: 'inside', media }, sound_blocked } as LiveState}
    />
    <Announcer />
  </MantineProvider>
);

async function pass(milliseconds: number) {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
  // The notice is a part that loads when it is first shown.
  await act(() => vi.dynamicImportSettled());
}
const shown = () => screen.queryByRole('region', { name: 'Connection' })?.textContent ?? null;

test('that it is over is said in words, also where the notice has not been loaded yet', async () => {
  const { rerender } = render(notices('reconnecting'));
  await act(() => vi.advanceTimersByTimeAsync(300));
  rerender(notices('connected'));
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(screen.getByRole('status').textContent).toBe('Connected again');
});

test('all is well: not a word', async () => {
  render(notices('connected'));
  await pass(20_000);
  expect(shown()).toBeNull();
});

test.each([
  ['connecting', true, /^Connecting picture and sound.*Chat, hands and polls work already/],
  ['reconnecting', true, /^Picture and sound are lost.*Nobody sees or hears you.*Chat, hands and polls still work/],
  ['connected', false, /^The server is not reached.*Picture and sound go on/],
  ['resuming', false, /^The server is not reached.*Picture and sound go on/],
  ['reconnecting', false, /^The connection is lost.*Nobody sees or hears you/],
] as const)('media %s, server reached: %s: says what is lost and what goes on', async (media, current, words) => {
  render(notices(media, current));
  expect(shown()).toBeNull();
  await pass(300);
  expect(shown()).toMatch(words);
  expect(screen.getByRole('status').textContent).toMatch(words);
});

test('the engine alone is not worth a word until it takes a while', async () => {
  const { rerender } = render(notices('resuming'));
  await pass(1_000);
  expect(shown()).toBeNull();
  await pass(600);
  expect(shown()).toMatch(/interrupted/);
  rerender(notices('connected'));
  expect(shown()).toBeNull();
  expect(screen.getByRole('status').textContent).toBe('Connected again');
});

test('one may try at once, and after a while is told what may help', async () => {
  render(notices('reconnecting', false));
  await pass(300);
  fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
  expect(live.tryNow).toHaveBeenCalledOnce();
  expect(shown()).not.toMatch(/Wi-Fi/);
  await pass(15_000);
  expect(shown()).toMatch(/for as long as you stay.*Wi-Fi/);
});

test('sound that the browser holds back is let in by one button', () => {
  render(notices('connected', true, true));
  fireEvent.click(screen.getByRole('button', { name: 'Click to hear the others' }));
  expect(live.startSound).toHaveBeenCalledOnce();
});
