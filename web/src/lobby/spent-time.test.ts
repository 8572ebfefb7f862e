import { expect, test } from 'vitest';
import { spentTime } from './spent-time.ts';

test.each([
  [0, '0:00'],
  [59, '0:59'],
  [754, '12:34'],
  [3_600, '1:00:00'],
  [36_610, '10:10:10'],
])('%i seconds are %s', (seconds, text) => {
  expect(spentTime(seconds)).toBe(text);
});
