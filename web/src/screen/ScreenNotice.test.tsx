// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OwnMedia } from '#live/own-media.ts';
import type { OwnScreen, OwnScreenState } from '#live/own-screen.ts';
import { feedWith, participant, viewWith } from '#live/testing.ts';
import { ScreenButton } from './ScreenButton.tsx';
import { ScreenNotice } from './ScreenNotice.tsx';

vi.mock('#live/this-screen.ts', () => ({ ownScreen: () => own }));
vi.mock('./use-announced-screens.ts', () => ({ useAnnouncedScreens: () => undefined }));

let state: OwnScreenState;
const readers = new Set<() => void>();
const own = {
  getState: () => state,
  subscribe: (given: () => void) => {
    readers.add(given);
    return () => readers.delete(given);
  },
  start: vi.fn(async () => undefined),
  stop: vi.fn(),
  explain: vi.fn(),
} as unknown as OwnScreen;
const capture = { picture: {} as MediaStreamTrack, sound: null };

const moderation = {
  door_open: true,
  screen_sharing: 'one' as const,
  locks: [],
  exemptions: [],
  cohosts: [],
};
const alone = feedWith(viewWith({ moderation, participants: [participant(2)] }, 'ongoing'));
const besideSharer = feedWith(
  viewWith({ moderation, participants: [{ ...participant(3), screen_enabled: true }, participant(2)] }, 'ongoing'),
);
const unfollow = vi.fn();
const media = { follow: vi.fn(() => unfollow) } as unknown as OwnMedia;

beforeEach(() => {
  state = { kind: 'off', end: null };
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

function show(feed = alone) {
  return render(
    <MantineProvider env="test" forceColorScheme="dark">
      <ScreenButton feed={feed} media={media} />
      <ScreenNotice feed={feed} />
    </MantineProvider>,
  );
}
const become = (next: OwnScreenState) =>
  act(() => {
    state = next;
    for (const reader of readers) reader();
  });

test('the button shares, and ends it; with it goes the means to send', () => {
  const { unmount } = show();
  expect(media.follow).toHaveBeenCalledWith(own);
  fireEvent.click(screen.getByRole('button', { name: 'Share screen' }));
  expect(own.start).toHaveBeenCalledOnce();
  become({ kind: 'on', capture, sent: true });
  for (const button of screen.getAllByRole('button', { name: 'Stop sharing' })) fireEvent.click(button);
  // The bar's and the note's.
  expect(own.stop).toHaveBeenCalledTimes(2);
  unmount();
  expect(unfollow).toHaveBeenCalled();
});

test('for as long as one shares a note says so, also with sound, and where nothing goes out', () => {
  show();
  become({ kind: 'on', capture, sent: true });
  expect(screen.getByText('You are sharing your screen')).toBeDefined();
  become({ kind: 'on', capture: { ...capture, sound: {} as MediaStreamTrack }, sent: true });
  expect(screen.getByText('You are sharing your screen, with sound')).toBeDefined();
  become({ kind: 'on', capture, sent: false });
  expect(screen.getByText(/^Your screen is not seen at the moment/)).toBeDefined();
});

test('what would be refused opens no picker: it is explained', () => {
  show(besideSharer);
  fireEvent.click(screen.getByRole('button', { name: 'Share screen' }));
  expect(own.start).not.toHaveBeenCalled();
  expect(own.explain).toHaveBeenCalledWith({ kind: 'refused', code: 'screen_taken' });
  become({ kind: 'off', end: { kind: 'refused', code: 'screen_taken' } });
  expect(screen.getByRole('alert').textContent).toContain('P3 is sharing a screen');
  expect(screen.queryByRole('button', { name: 'Share again' })).toBeNull();
});

test('what others ended may be shared again from the note, or the note put away', () => {
  show();
  become({ kind: 'off', end: { kind: 'ended', reason: 'host' } });
  expect(screen.getByRole('alert').textContent).toContain('The host stopped your screen');
  fireEvent.click(screen.getByRole('button', { name: 'Share again' }));
  expect(own.start).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole('button', { name: 'Close this notice' }));
  expect(own.explain).toHaveBeenCalledWith(null);
});
