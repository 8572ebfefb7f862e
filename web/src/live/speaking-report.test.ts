import { SPEAKING_REPEATED_EVERY } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpeakingReport } from './speaking-report.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('told on change, again while it is so, and never of a silence that was told', () => {
  const tell = vi.fn();
  const report = new SpeakingReport(tell);
  report.say(false);
  expect(tell).not.toHaveBeenCalled();
  report.say(true);
  report.say(true);
  expect(tell.mock.calls).toEqual([[true]]);
  vi.advanceTimersByTime(2 * SPEAKING_REPEATED_EVERY);
  expect(tell.mock.calls).toEqual([[true], [true], [true]]);
  report.say(false);
  vi.advanceTimersByTime(2 * SPEAKING_REPEATED_EVERY);
  expect(tell.mock.calls).toEqual([[true], [true], [true], [false]]);
});
