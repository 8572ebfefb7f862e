import { expect, test } from 'vitest';
import { roomWith } from '#live/testing.ts';
import { handNumber, waitedTime } from './hand-queue.ts';

const user = (id: number) => ({ id, first_name: 'P', last_name: '', username: `p${id}` });
const room = roomWith({
  hands: [7, 3].map((id) => ({ user: user(id), raised_at: '2026-01-01T10:00:00.000Z' })),
});

test('the queue is numbered in order of raising', () => {
  expect([7, 3, 5].map((id) => handNumber(room, id))).toEqual([1, 2, null]);
  expect(handNumber(null, 7)).toBeNull();
});

test.each([
  [-5_000, '0:00'],
  [59_999, '0:59'],
  [60_000, '1:00'],
  [3_725_000, '62:05'],
])('after %i ms one has waited %s', (milliseconds, text) => {
  expect(waitedTime(milliseconds)).toBe(text);
});
