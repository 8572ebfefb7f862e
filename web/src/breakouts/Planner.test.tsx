// @vitest-environment jsdom
import { cleanup, createEvent, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/breakouts.ts';
import { Planner } from './Planner.tsx';
import { breakoutsWith, hostView } from './testing.ts';
import { TestTheme } from './testing-theme.tsx';

vi.mock('#api/breakouts.ts', { spy: true });

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(api.createBreakouts).mockResolvedValue();
  vi.mocked(api.renameBreakout).mockResolvedValue();
  vi.mocked(api.removeBreakout).mockResolvedValue();
  vi.mocked(api.assignBreakout).mockResolvedValue();
  vi.mocked(api.distributeBreakouts).mockResolvedValue();
});
afterEach(cleanup);

const planner = (view = hostView()) => (
  <TestTheme>
    <Planner view={view} />
  </TestTheme>
);
const namesIn = (room: string) =>
  within(screen.getByRole('region', { name: room }))
    .queryAllByRole('button', { name: /^Move/ })
    .map((one) => one.getAttribute('aria-label'));

test('where there are no rooms, it says what comes next and makes as many as wanted', async () => {
  render(planner(hostView({ breakouts: breakoutsWith({ rooms: [], assignments: [] }) })));
  expect(screen.getByText('No rooms yet')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'One room more' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make 3 rooms' }));
  expect(api.createBreakouts).toHaveBeenCalledExactlyOnceWith(7, ['Room 1', 'Room 2', 'Room 3']);
});

test('by the keyboard alone: arrow keys from person to person, a menu to move, and the keyboard goes along', async () => {
  const { rerender } = render(planner());
  expect(namesIn('Without a room')).toEqual(['Move P4', 'Move P5']);
  screen.getByRole('button', { name: 'Move P4' }).focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move P5');
  // One stop for the Tab key among all of them.
  expect(screen.getAllByRole('button', { name: /^Move/ }).filter((one) => one.tabIndex === 0)).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  const item = await screen.findByRole('menuitem', { name: 'Owls' });
  item.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(api.assignBreakout).toHaveBeenCalledExactlyOnceWith(7, 5, 3));
  const { assignments } = breakoutsWith();
  rerender(
    planner(
      hostView({ breakouts: breakoutsWith({ assignments: [...assignments, { account_id: 5, breakout_id: 3 }] }) }),
    ),
  );
  expect(namesIn('Owls')).toEqual(['Move P5']);
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move P5'));
});

test('somebody dragged onto a room is put into it, and nothing else can be', async () => {
  render(planner());
  const owls = screen.getByRole('region', { name: 'Owls' });
  const person = within(screen.getByRole('region', { name: 'Without a room' }))
    .getByText('P4')
    .closest('li');
  if (!person) throw new Error('P4 is in a list');
  const kept = new Map<string, string>();
  const dataTransfer = {
    setData: (kind: string, text: string) => kept.set(kind, text),
    getData: (kind: string) => kept.get(kind) ?? '',
    get types() {
      return [...kept.keys()];
    },
  };
  const file = createEvent.dragOver(owls, { dataTransfer });
  fireEvent(owls, file);
  expect(file.defaultPrevented).toBe(false);
  fireEvent.dragStart(person, { dataTransfer });
  fireEvent.dragOver(owls, { dataTransfer });
  fireEvent.drop(owls, { dataTransfer });
  await vi.waitFor(() => expect(api.assignBreakout).toHaveBeenCalledExactlyOnceWith(7, 4, 3));
});

test('a name is written over in place: Enter keeps it, Escape does not', async () => {
  render(planner());
  const field = screen.getByRole('textbox', { name: 'Name of Owls' });
  await userEvent.clear(field);
  await userEvent.type(field, 'Hawks{Escape}');
  expect(api.renameBreakout).not.toHaveBeenCalled();
  await userEvent.clear(field);
  await userEvent.type(field, ' Hawks {Enter}');
  expect(api.renameBreakout).toHaveBeenCalledExactlyOnceWith(7, 3, 'Hawks');
});

test('rooms are added, removed and filled by one press each', async () => {
  render(planner());
  await userEvent.click(screen.getByRole('button', { name: 'Add a room' }));
  expect(api.createBreakouts).toHaveBeenCalledWith(7, ['Room 3']);
  await userEvent.click(screen.getByRole('button', { name: 'Remove Owls' }));
  expect(api.removeBreakout).toHaveBeenCalledWith(7, 3);
  await userEvent.click(screen.getByRole('button', { name: 'At random' }));
  expect(api.distributeBreakouts).toHaveBeenLastCalledWith(7, 'random');
  await userEvent.click(screen.getByRole('button', { name: 'Evenly' }));
  expect(api.distributeBreakouts).toHaveBeenLastCalledWith(7, 'evenly');
});
