import { expect, test } from 'vitest';
import { clockText, saidAt, secondsLeft } from './time-left.ts';

test('what is left is reckoned by the clock of the server', () => {
  const now = Date.parse('2026-01-01T10:00:00.000Z');
  expect(secondsLeft('2026-01-01T10:01:00.000Z', 0, now)).toBe(60);
  // The server is 20 s ahead of this browser.
  expect(secondsLeft('2026-01-01T10:01:00.000Z', 20_000, now)).toBe(40);
  expect(secondsLeft('2026-01-01T09:00:00.000Z', 0, now)).toBe(0);
});

test.each([
  [61, 60, 60],
  [60, 59, null],
  [31, 30, 30],
  [300, 60, 60],
  [300, 8, 10],
  [11, 10, 10],
  [1, 0, null],
  [null, 58, 60],
  [null, 45, null],
  [null, 600, null],
])('from %s to %s seconds says %s', (before, now, said) => {
  expect(saidAt(before, now)).toBe(said);
});

test.each([
  [9, '0:09'],
  [750, '12:30'],
  [3723, '1:02:03'],
])('%s seconds are %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});
