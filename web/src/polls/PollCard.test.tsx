// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { person } from '#live/testing.ts';
import { PollCard } from './PollCard.tsx';
import { pollWith, TestTheme } from './testing.tsx';

const api = vi.hoisted(() => ({ votePoll: vi.fn(), closePoll: vi.fn(), showPoll: vi.fn() }));
vi.mock('#api/polls.ts', () => api);

beforeEach(() => void vi.clearAllMocks());
afterEach(cleanup);

const shown = (poll = pollWith(), is_host = false) =>
  render(
    <TestTheme>
      <PollCard poll={poll} is_host={is_host} may_vote={!is_host} />
    </TestTheme>,
  );

test('one answers, and may choose again while it is open', async () => {
  api.votePoll.mockResolvedValue(pollWith({ my_option: 1 }));
  const { rerender } = shown();
  await userEvent.click(screen.getByRole('radio', { name: 'Geometry' }));
  expect(api.votePoll).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Answer' }));
  expect(api.votePoll).toHaveBeenCalledWith(1, 1);
  expect(await screen.findByText('You answered: Geometry')).toBeDefined();
  rerender(
    <TestTheme>
      <PollCard poll={pollWith({ my_option: 1 })} is_host={false} may_vote />
    </TestTheme>,
  );
  await userEvent.click(screen.getByRole('radio', { name: 'Algebra' }));
  await userEvent.click(screen.getByRole('button', { name: 'Change my answer' }));
  expect(api.votePoll).toHaveBeenLastCalledWith(1, 0);
});

test('what is counted is told in numbers, and by whom where it has names', () => {
  const result = { counts: [1, 2], votes: [1, 2, 3].map((id) => ({ user: person(id), option: id === 1 ? 0 : 1 })) };
  shown(pollWith({ status: 'shown', my_option: 0, result }));
  const [algebra, geometry] = screen.getAllByRole('listitem');
  if (!algebra || !geometry) throw new Error('There are two options');
  expect(within(algebra).getByText('1 vote, 33 %')).toBeDefined();
  expect(within(algebra).getByText('your answer')).toBeDefined();
  expect(within(geometry).getByText('2 votes, 67 %')).toBeDefined();
  expect(within(geometry).getByText('P2, P3')).toBeDefined();
});

test('an anonymous poll says what that means, and names nobody', () => {
  shown(pollWith({ anonymous: true, status: 'shown', result: { counts: [1, 0], votes: null } }));
  expect(screen.getByText(/not even the instructor/)).toBeDefined();
  expect(screen.queryByText('P1')).toBeNull();
});

test('the host closes it and shows the result; a learner can do neither', async () => {
  shown(pollWith({ result: { counts: [0, 0], votes: [] } }), true);
  await userEvent.click(screen.getByRole('button', { name: 'Close poll' }));
  expect(api.closePoll).toHaveBeenCalledWith(1);
  await userEvent.click(screen.getByRole('button', { name: 'Show result to everyone' }));
  expect(api.showPoll).toHaveBeenCalledWith(1);
  cleanup();
  shown(pollWith({ status: 'closed' }));
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/has not shown the result/)).toBeDefined();
});
