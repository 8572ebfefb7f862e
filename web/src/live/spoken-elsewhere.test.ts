import { SPEAKING_REPEATED_EVERY } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpokenElsewhere } from './spoken-elsewhere.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('whoever is said to speak does, until the opposite is said or nothing is for too long', () => {
  const spoken = new SpokenElsewhere();
  const now = () => [...spoken.getState()];
  const reader = vi.fn();
  spoken.subscribe(reader);
  spoken.note({ account_id: 2, on: true });
  spoken.note({ account_id: 3, on: true });
  expect(now()).toEqual([2, 3]);
  spoken.note({ account_id: 2, on: false });
  expect(now()).toEqual([3]);
  vi.advanceTimersByTime(2 * SPEAKING_REPEATED_EVERY);
  const before = spoken.getState();
  spoken.note({ account_id: 3, on: true });
  expect(spoken.getState()).toBe(before);
  vi.advanceTimersByTime(2 * SPEAKING_REPEATED_EVERY);
  expect(now()).toEqual([3]);
  vi.advanceTimersByTime(SPEAKING_REPEATED_EVERY);
  expect(now()).toEqual([]);
  expect(reader).toHaveBeenCalledTimes(4);
});
