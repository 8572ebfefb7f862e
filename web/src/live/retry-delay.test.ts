import { expect, test } from 'vitest';
import { retryDelay } from './retry-delay.ts';

test('the first try comes almost at once', () => {
  expect(retryDelay(0, 0)).toBe(0);
  expect(retryDelay(0, 1)).toBeLessThanOrEqual(300);
});

test('later tries stay frequent enough to be back within seconds, and apart from each other', () => {
  for (const attempt of [1, 5, 500]) {
    expect(retryDelay(attempt, 0)).toBeGreaterThanOrEqual(500);
    expect(retryDelay(attempt, 1)).toBeLessThanOrEqual(1_500);
  }
});
