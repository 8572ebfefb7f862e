import { expect, test } from 'vitest';
import { moderationWith } from '#live/testing.ts';
import { openGroups, plannedGroups, type RoomGroup, withoutRoom } from './groups.ts';
import { breakoutsWith, hostView, inRoom, openWith } from './testing.ts';

const told = (groups: RoomGroup[]) =>
  groups.map(({ room, people }) => [
    room?.name ?? null,
    ...people.map(({ user, state }) => `${user.username} ${state}`),
  ]);

test('before the opening those without a room come first, and whoever is not in the session is marked', () => {
  expect(told(plannedGroups(hostView()))).toEqual([
    [null, 'p4 here', 'p5 absent'],
    ['Room 1', 'p2 here'],
    ['Room 2', 'p3 here'],
    ['Owls'],
  ]);
});

test('hosts, co-hosts and who is not approved are in nobody’s plan', () => {
  const view = hostView({ moderation: moderationWith({ cohosts: [4] }) });
  const [first] = view.bookings;
  if (!first) throw new Error('There are four');
  view.bookings[0] = { ...first, status: 'pending' };
  expect(told(plannedGroups(view))).toEqual([[null, 'p5 absent'], ['Room 1'], ['Room 2', 'p3 here'], ['Owls']]);
});

test('while they are open, people are where they are or are called to, and the missing where they belong', () => {
  const view = hostView({
    breakouts: openWith({ assignments: [...breakoutsWith().assignments, { account_id: 5, breakout_id: 3 }] }),
    participants: [inRoom(1, 2), inRoom(2, 1), inRoom(3, null, { called_to: { breakout_id: 2 } }), inRoom(4, null)],
  });
  expect(told(openGroups(view))).toEqual([
    [null, 'p4 here'],
    ['Room 1', 'p2 here'],
    ['Room 2', 'p1 here', 'p3 coming'],
    ['Owls', 'p5 absent'],
  ]);
  expect(withoutRoom(view).map(({ user }) => user.id)).toEqual([4]);
});

test('somebody whose room is gone is with those without one', () => {
  const view = hostView({ breakouts: breakoutsWith({ assignments: [{ account_id: 2, breakout_id: 9 }] }) });
  expect(told(plannedGroups(view))[0]).toEqual([null, 'p2 here', 'p3 here', 'p4 here', 'p5 absent']);
});
