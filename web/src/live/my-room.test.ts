import { expect, test } from 'vitest';
import { myRoom, roommates } from './my-room.ts';
import { participant, viewWith } from './testing.ts';

const at = (account_id: number, breakout_id: number | null) => ({ ...participant(account_id), breakout_id });
const ids = (view: Parameters<typeof roommates>[0]) => roommates(view).map(({ user }) => user.id);

test('one sees who is in the same room, and nobody of another', () => {
  const participants = [at(1, null), at(2, 31), at(3, 31), at(4, 32)];
  expect(myRoom(viewWith({ participants }))).toBe(31);
  expect(ids(viewWith({ participants }))).toEqual([2, 3]);
  expect(ids(viewWith({ participants, account_id: 1 }))).toEqual([1]);
});

test('who is in no room looks at the main room', () => {
  const view = viewWith({ participants: [at(1, null), at(3, 31)] });
  expect(myRoom(view)).toBeNull();
  expect(ids(view)).toEqual([1]);
});

test('without breakouts it is the very list', () => {
  const view = viewWith({ participants: [at(1, null), at(2, null)] });
  expect(roommates(view)).toBe(view.participants);
});
