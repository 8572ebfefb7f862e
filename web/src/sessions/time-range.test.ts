import { expect, test } from 'vitest';
import { parseTimeRange, rangeBounds, TIME_RANGES, type TimeRange } from './time-range.ts';

type Day = [number, number, number];
const local = (...parts: Day) => new Date(...parts).toISOString();

test.each<[TimeRange, Day, Day]>([
  // A Sunday at the end of a year: the week began the Monday before, and the month ends with the year.
  ['today', [2028, 11, 31], [2029, 0, 1]],
  ['week', [2028, 11, 25], [2029, 0, 1]],
  ['month', [2028, 11, 1], [2029, 0, 1]],
])('%s on a Sunday, the last day of a year', (range, from, to) => {
  expect(rangeBounds(range, new Date(2028, 11, 31, 23, 59))).toEqual({ from: local(...from), to: local(...to) });
});

test('a week on a Monday begins that day', () => {
  expect(rangeBounds('week', new Date(2026, 10, 23, 0, 0)).from).toBe(local(2026, 10, 23));
});

test('now is always within', () => {
  const now = new Date(2026, 2, 29, 3, 30);
  for (const range of TIME_RANGES) {
    const { from, to } = rangeBounds(range, now);
    expect(from <= now.toISOString() && now.toISOString() < to, range).toBe(true);
  }
});

test('an address that names no range narrows nothing', () => {
  expect(parseTimeRange('decade')).toBeUndefined();
  expect(parseTimeRange(null)).toBeUndefined();
});
