// @vitest-environment jsdom
import type { SessionEvent, SessionView } from '@lectern/contract';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OwnMedia } from '#live/own-media.ts';
import { feedWith, moderationWith, participant, viewWith } from '#live/testing.ts';
import { ModerationNews } from './ModerationNews.tsx';

// What Mantine asks of a browser and jsdom does not have.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
vi.mock('#ui/tone.ts', () => ({ playTone: vi.fn() }));

let view: SessionView;
let recent: unknown[];
let tell: (event: Pick<SessionEvent, 'type' | 'data'>) => void;
let store: object;
vi.mock('#live/use-session.ts', () => ({
  sessionStore: () => store,
}));
const storeOf = () => ({
  getFirstRole: () => 'member',
  getFeed: () => feedWith(view),
  getRecentEvents: () => recent,
  onEvent: (witness: (event: unknown) => void) => {
    tell = (event) => act(() => witness({ session_id: 7, seq: 6, at: '', actor_id: 1, ...event }));
    return () => undefined;
  },
});

const want = vi.fn(async () => undefined);
const own = { want } as unknown as OwnMedia;
let rerender: ReturnType<typeof render>['rerender'];

const news = () => (
  <MantineProvider env="test">
    <ModerationNews feed={feedWith(view)} own={own} />
  </MantineProvider>
);
const show = (changes: Partial<SessionView>) => {
  view = { ...view, ...changes };
  rerender(news());
};

beforeEach(() => {
  recent = [];
  store = storeOf();
  vi.useFakeTimers();
  want.mockClear();
  view = viewWith({ participants: [participant(1), participant(2)] }, 'ongoing');
  rerender = render(news()).rerender;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const ask = () => tell({ type: 'unmute.asked', data: { account_id: 2, source: 'microphone' } });
const said = () => screen.getByRole('status').textContent;

test('who is asked to unmute decides: the microphone goes on by their own hand only', () => {
  ask();
  expect(said()).toMatch('P1 asks you to turn on your microphone');
  expect(want).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  expect(said()).toBe('');
  expect(want).not.toHaveBeenCalled();
  ask();
  fireEvent.click(screen.getByRole('button', { name: 'Turn on' }));
  expect(want).toHaveBeenCalledExactlyOnceWith('microphone', true);
  expect(said()).toBe('');
});

test('what was asked after joining and before this was shown is shown; what came before joining is not', () => {
  const question = (seq: number, source: string) => {
    return { seq, type: 'unmute.asked', actor_id: 1, data: { account_id: 2, source } };
  };
  const joined = { seq: 4, type: 'participant.joined', actor_id: 2, data: { participant: participant(2) } };
  recent = [question(3, 'camera'), joined, question(5, 'microphone')];
  cleanup();
  rerender = render(news()).rerender;
  expect(said()).toMatch('P1 asks you to turn on your microphone');
  expect(said()).not.toMatch('camera');
});

test('who was in before this page was loaded is shown what has come since', () => {
  recent = [{ seq: 5, type: 'unmute.asked', actor_id: 1, data: { account_id: 2, source: 'microphone' } }];
  cleanup();
  rerender = render(news()).rerender;
  expect(said()).toMatch('P1 asks you to turn on your microphone');
});

test('who was made a co-host before this was shown is told, and once', () => {
  view = { ...view, role: 'cohost' };
  cleanup();
  rerender = render(news()).rerender;
  expect(said()).toMatch('You are a co-host now');
  cleanup();
  rerender = render(news()).rerender;
  expect(said()).toBe('');
});

test('the question stays, and is settled by who unmutes unasked, or by a lock', () => {
  ask();
  act(() => vi.advanceTimersByTime(60_000));
  expect(said()).toMatch('asks you');
  show({ moderation: moderationWith({ locks: ['microphone'] }) });
  expect(said()).toBe('');
  show({ moderation: moderationWith() });
  show({ participants: [participant(1), { ...participant(2), audio_enabled: true }] });
  expect(said()).toBe('');
});

test('what needs no answer is told by name for a while, and longer where somebody is at it', () => {
  tell({ type: 'participant.muted', data: { participant_id: 20, source: 'microphone' } });
  expect(said()).toBe('P1 has muted you');
  fireEvent.pointerEnter(screen.getByText('P1 has muted you'));
  act(() => vi.advanceTimersByTime(30_000));
  expect(said()).toBe('P1 has muted you');
  fireEvent.pointerLeave(screen.getByText('P1 has muted you'));
  act(() => vi.advanceTimersByTime(8_000));
  expect(said()).toBe('');
});

test('what undoes an earlier notice takes its place', () => {
  tell({ type: 'right.locked', data: { right: 'hand' } });
  tell({ type: 'right.unlocked', data: { right: 'hand' } });
  expect(said()).toBe('You may raise your hand again');
});

test('whoever becomes a co-host is told, and whoever is no more', () => {
  show({ role: 'cohost' });
  expect(said()).toMatch('You are a co-host now');
  show({ role: 'member' });
  expect(said()).toBe('You are not a co-host any more');
});
