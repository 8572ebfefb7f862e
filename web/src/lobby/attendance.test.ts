import { expect, test } from 'vitest';
import { attendance, minutes } from './attendance.ts';

const user = (id: number) => ({ id, first_name: `P${id}`, last_name: '', username: `p${id}` });
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString();

test('several stays of one person are one line', () => {
  const lines = attendance([
    { id: 3, user: user(1), joined_at: at(20), left_at: at(30) },
    { id: 1, user: user(1), joined_at: at(0), left_at: at(5) },
    { id: 2, user: user(2), joined_at: at(1), left_at: at(31) },
  ]);
  expect(lines.map(({ user: { id }, joined_at, milliseconds }) => [id, joined_at, minutes(milliseconds)])).toEqual([
    [1, at(0), 15],
    [2, at(1), 30],
  ]);
});

test('a moment counts as a minute', () => {
  expect(minutes(3_000)).toBe(1);
});
