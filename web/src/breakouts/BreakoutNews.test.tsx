// @vitest-environment jsdom
import type { Message, SessionView } from '@lectern/contract';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/breakouts.ts';
import type { LiveSession } from '#live/live-session.ts';
import { feedWith, person, roomWith } from '#live/testing.ts';
import { Announcer, announce } from '#ui/announcer.tsx';
import { BreakoutNews } from './BreakoutNews.tsx';
import { hostView, inRoom, learnerView, openWith } from './testing.ts';
import { TestTheme } from './testing-theme.tsx';

vi.mock('#api/breakouts.ts', { spy: true });

const live = { moveTo: vi.fn() };
const onShow = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  // What the test before said would still be there.
  announce('');
  vi.mocked(api.resolveHelp).mockResolvedValue();
  vi.mocked(api.timeBreakouts).mockResolvedValue();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const news = (view: SessionView) => (
  <TestTheme>
    <BreakoutNews feed={feedWith(view)} live={live as unknown as LiveSession} onShow={onShow} />
    <Announcer />
  </TestTheme>
);
const prompt = () => screen.queryByRole('region', { name: 'Breakout rooms' });
const said = () => screen.getByRole('status').textContent;

test('hosts hear of a call for help wherever they are, go there or resolve it', async () => {
  const help = [{ breakout_id: 2, user: person(3), asked_at: '2026-01-01T10:12:00.000Z' }];
  const { rerender } = render(news(hostView({ breakouts: openWith() })));
  rerender(news(hostView({ breakouts: openWith({ help }) })));
  expect(said()).toBe('Room 2 asks for help');
  await userEvent.click(screen.getByRole('button', { name: 'Go to Room 2' }));
  expect(live.moveTo).toHaveBeenCalledExactlyOnceWith(2);
  rerender(news(hostView({ breakouts: openWith({ help }), participants: [inRoom(1, 2)] })));
  expect(screen.queryByRole('button', { name: 'Go to Room 2' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Resolved' }));
  expect(api.resolveHelp).toHaveBeenCalledExactlyOnceWith(7, 2);
});

test('the last minute counts down for the eye, and is said three times', () => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T10:18:58.000Z') });
  render(news(learnerView({ breakouts: openWith({ ends_at: '2026-01-01T10:20:00.000Z' }) })));
  expect(screen.queryByText(/The rooms close in/)).toBeNull();
  const heard: string[] = [];
  for (let second = 0; second < 65; second += 1) {
    act(() => void vi.advanceTimersByTime(1_000));
    const text = said() ?? '';
    if (heard.at(-1) !== text) heard.push(text);
    if (second === 31) expect(screen.getByText('The rooms close in 0:30')).toBeDefined();
  }
  expect(heard.filter((text) => text.trim() !== '')).toEqual([
    'The rooms close in one minute',
    'The rooms close in 30 seconds',
    'The rooms close in 10 seconds',
  ]);
});

const announcement = (id: number): Message => ({
  id,
  session_id: 7,
  breakout_id: 1,
  announcement: true,
  user: person(1),
  to: null,
  text: 'Swap roles now',
  sent_at: '2026-01-01T10:12:00.000Z',
  edited_at: null,
  deleted_at: null,
  reply_to: null,
  mentions: [],
  reactions: [],
  attachments: [],
});

test('what a host tells the room is shown and said, until it is put away', async () => {
  const at = (messages: Message[]) => learnerView({ room: roomWith({ breakout_id: 1, messages }) });
  const { rerender } = render(news(at([])));
  rerender(news(at([announcement(4)])));
  expect(said()).toBe('P1 to the room: Swap roles now');
  await userEvent.click(screen.getByRole('button', { name: 'Close this message' }));
  expect(screen.queryByText('Swap roles now')).toBeNull();
});

test('who is in the main room while the others are in theirs is shown the way', async () => {
  const participants = [inRoom(1, null), inRoom(2, null)];
  const { rerender } = render(news(learnerView({ participants })));
  await userEvent.click(screen.getByRole('button', { name: 'Join Room 1' }));
  expect(live.moveTo).toHaveBeenCalledExactlyOnceWith(1);
  rerender(news(learnerView({ participants, breakouts: openWith({ assignments: [], may_choose: true }) })));
  await userEvent.click(screen.getByRole('button', { name: 'Choose a room' }));
  expect(onShow).toHaveBeenCalledOnce();
  rerender(news(learnerView({ participants, breakouts: openWith({ assignments: [] }) })));
  expect(prompt()?.textContent).toMatch(/You have none yet/);
  expect(said()).toMatch(/You have none yet/);
  rerender(news(learnerView({ participants: [inRoom(2, null, { called_to: { breakout_id: 1 } })] })));
  expect(prompt()).toBeNull();
});
