import { expect, test } from 'vitest';
import { countdown } from './countdown.ts';

test.each([
  [-5_000, { kind: 'due' }],
  [0, { kind: 'due' }],
  [1, { kind: 'clock', minutes: 0, seconds: 1 }],
  [59_001, { kind: 'clock', minutes: 1, seconds: 0 }],
  [3_600_000, { kind: 'clock', minutes: 60, seconds: 0 }],
  [3_600_001, { kind: 'hours', hours: 1, minutes: 1 }],
  [26 * 3_600_000, { kind: 'hours', hours: 26, minutes: 0 }],
  [72 * 3_600_000, { kind: 'days', days: 3 }],
])('%i ms', (left, expected) => {
  expect(countdown(left)).toEqual(expected);
});
