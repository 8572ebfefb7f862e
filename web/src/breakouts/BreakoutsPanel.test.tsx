// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/breakouts.ts';
import * as moderation from '#api/moderation.ts';
import type { LiveSession } from '#live/live-session.ts';
import { feedWith, moderationWith, person } from '#live/testing.ts';
import { BreakoutsPanel } from './BreakoutsPanel.tsx';
import { breakoutsWith, hostView, inRoom, learnerView, openWith } from './testing.ts';
import { TestTheme } from './testing-theme.tsx';

vi.mock('#api/breakouts.ts', { spy: true });
vi.mock('#api/moderation.ts', { spy: true });
vi.mock('#live/use-spoke.ts', () => ({ useSpoke: () => new Set([2]) }));

const live = { moveTo: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(api.openBreakouts).mockResolvedValue();
  vi.mocked(api.timeBreakouts).mockResolvedValue();
  vi.mocked(api.askHelp).mockResolvedValue();
  vi.mocked(api.resolveHelp).mockResolvedValue();
  vi.mocked(api.announceTo).mockResolvedValue();
  vi.mocked(api.bringBreakout).mockResolvedValue();
  vi.mocked(api.readBreakouts).mockResolvedValue({ items: [] });
  vi.mocked(moderation.changeModeration).mockResolvedValue(moderationWith());
});
afterEach(cleanup);

function show(view = hostView()) {
  render(
    <TestTheme>
      <BreakoutsPanel feed={feedWith(view)} live={live as unknown as LiveSession} onClose={() => undefined} />
    </TestTheme>,
  );
}
const room = (name: string) => within(screen.getByRole('region', { name }));
const openView = (changes = {}) =>
  hostView({
    participants: [inRoom(1, null), inRoom(2, 1), inRoom(3, null, { called_to: { breakout_id: 2 } }), inRoom(4, null)],
    breakouts: openWith({ ends_at: '2026-01-01T10:20:00.000Z' }),
    ...changes,
  });

test('opens for so many minutes, or without a limit; what is no number is not sent', async () => {
  show();
  const field = screen.getByRole('textbox', { name: 'Close after' });
  await userEvent.type(field, 'soon');
  expect(screen.getByRole('alert').textContent).toMatch(/whole number/);
  await userEvent.click(screen.getByRole('button', { name: 'Open rooms' }));
  expect(api.openBreakouts).not.toHaveBeenCalled();
  await userEvent.clear(field);
  await userEvent.type(field, '15{Enter}');
  expect(api.openBreakouts).toHaveBeenLastCalledWith(7, 900);
  await userEvent.clear(field);
  await userEvent.click(screen.getByRole('button', { name: 'Open rooms' }));
  expect(api.openBreakouts).toHaveBeenLastCalledWith(7, null);
});

test('says that people could not talk there while microphones are locked, and unlocks them', async () => {
  show(hostView({ moderation: moderationWith({ locks: ['microphone'] }) }));
  await userEvent.click(screen.getByRole('button', { name: 'Unlock microphones' }));
  expect(moderation.changeModeration).toHaveBeenCalledExactlyOnceWith(7, { locks: { microphone: false } });
});

test('hosts see who is where, on the way, without a room, and speaking', () => {
  show(openView());
  expect(room('Room 1').getByRole('img', { name: 'speaks' })).toBeDefined();
  expect(room('Room 2').getByText('on the way')).toBeDefined();
  expect(room('Main room').getByText('no room yet')).toBeDefined();
  expect(screen.getByText('1 person has no room yet')).toBeDefined();
});

test('hosts visit a room, write to it, and resolve its call for help', async () => {
  const help = [{ breakout_id: 1, user: person(2), asked_at: '2026-01-01T10:12:00.000Z' }];
  show(openView({ breakouts: openWith({ help }) }));
  await userEvent.click(screen.getByRole('button', { name: 'Visit Room 1' }));
  expect(live.moveTo).toHaveBeenCalledExactlyOnceWith(1);
  await userEvent.click(screen.getByRole('button', { name: 'Help for Room 1: resolved' }));
  expect(api.resolveHelp).toHaveBeenCalledExactlyOnceWith(7, 1);
  await userEvent.click(screen.getByRole('button', { name: 'Message Room 1' }));
  await userEvent.keyboard('Two minutes left{Enter}');
  expect(api.announceTo).toHaveBeenCalledExactlyOnceWith(7, 1, 'Two minutes left');
  await userEvent.click(screen.getByRole('button', { name: 'Message all rooms' }));
  await userEvent.keyboard('Well done{Enter}');
  expect(api.announceTo).toHaveBeenLastCalledWith(7, null, 'Well done');
});

test('hosts close with a countdown, or at once after a question', async () => {
  show(openView({ breakouts: openWith() }));
  await userEvent.click(screen.getByRole('button', { name: 'Close in 60 s' }));
  expect(api.timeBreakouts).toHaveBeenLastCalledWith(7, 60);
  await userEvent.click(screen.getByRole('button', { name: 'Close now …' }));
  expect(api.timeBreakouts).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole('button', { name: 'Close now' }));
  expect(api.timeBreakouts).toHaveBeenLastCalledWith(7, 0);
});

test('a learner sees who is with them, asks for help, and returns', async () => {
  show(learnerView());
  expect(within(screen.getByRole('list', { name: 'With you in Room 1' })).getByText('P5')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Ask for help' }));
  expect(api.askHelp).toHaveBeenCalledExactlyOnceWith(7);
  await userEvent.click(screen.getByRole('button', { name: 'Return to the main room' }));
  expect(live.moveTo).toHaveBeenCalledExactlyOnceWith(null);
  expect(screen.queryByRole('button', { name: 'Join Room 2' })).toBeNull();
});

test('a learner is told that help is asked, and by whom, and whether they have to stay', () => {
  const help = [{ breakout_id: 1, user: person(5), asked_at: '2026-01-01T10:12:00.000Z' }];
  show(learnerView({ breakouts: openWith({ help, may_return: false }) }));
  expect(screen.getByText(/P5 has asked for help/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Ask for help' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Return to the main room' })).toBeNull();
});

test('where people may choose, they join another room', async () => {
  show(learnerView({ breakouts: openWith({ may_choose: true }) }));
  await userEvent.click(screen.getByRole('button', { name: 'Join Owls' }));
  expect(live.moveTo).toHaveBeenCalledExactlyOnceWith(3);
});

test('who came late and has no room is told so', () => {
  show(learnerView({ participants: [inRoom(1, null), inRoom(2, null)], breakouts: openWith({ assignments: [] }) }));
  expect(screen.getByText(/You have no room yet/)).toBeDefined();
});

test('a learner is told where no rooms are open', () => {
  show(learnerView({ breakouts: null }));
  expect(screen.getByText('The rooms are not open')).toBeDefined();
});

test('afterwards hosts bring of a room what they want', async () => {
  vi.mocked(api.readBreakouts).mockResolvedValue({ items: breakoutsWith().rooms });
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Bring Owls to the main room' }));
  await userEvent.click(screen.getByRole('checkbox', { name: /^Chat/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Bring' }));
  expect(api.bringBreakout).toHaveBeenCalledExactlyOnceWith(7, 3, ['board', 'notes']);
  expect(await screen.findByText('Brought to the main room')).toBeDefined();
});
