import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shares } from './shares.ts';

test.each([
  [
    [0, 0],
    [0, 0],
  ],
  [
    [1, 1, 1],
    [34, 33, 33],
  ],
  [
    [2, 1],
    [67, 33],
  ],
  [
    [5, 0],
    [100, 0],
  ],
])('%j are %j percent', (counts, percents) => {
  expect(shares(counts)).toEqual(percents);
});

test('they make a hundred, and each is off by less than one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { minLength: 2, maxLength: 10 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      fc.pre(total > 0);
      const percents = shares(counts);
      expect(percents.reduce((sum, share) => sum + share, 0)).toBe(100);
      for (const [index, count] of counts.entries()) {
        expect(Math.abs((percents[index] ?? 0) - (count * 100) / total)).toBeLessThan(1);
      }
    }),
  );
});
