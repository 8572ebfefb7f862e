import { expect, test } from 'vitest';
import { breakoutsWith, inRoom, learnerView, openWith } from '#breakouts/testing.ts';
import { peopleByRoom } from './people-by-room.ts';

test('one’s own room comes first, then the main room and the others; empty ones are left out', () => {
  const view = learnerView();
  expect(
    peopleByRoom(view, view.participants)?.map(({ name, people }) => [name, ...people.map(({ user }) => user.id)]),
  ).toEqual([
    ['Room 1', 2, 5],
    [null, 1],
    ['Room 2', 3],
  ]);
});

test('there is one list where no rooms are open', () => {
  const view = learnerView({ breakouts: breakoutsWith() });
  expect(peopleByRoom(view, view.participants)).toBeNull();
  expect(peopleByRoom(learnerView({ breakouts: openWith() }), [inRoom(9, null)])).toHaveLength(1);
});
