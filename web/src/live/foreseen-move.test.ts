import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ForeseenMove } from './foreseen-move.ts';

const NOW = 1_700_000_000_000;
const onTime = vi.fn();
let foreseen: ForeseenMove;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  onTime.mockReset();
  foreseen = new ForeseenMove(onTime);
});
afterEach(() => {
  vi.useRealTimers();
});

test('what a host is about to do counts within a second, and of several the last', async () => {
  foreseen.expect(31);
  foreseen.expect(32);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onTime.mock.calls).toEqual([[32]]);
});

test('some seconds before the rooms close it is time for the main room, however often that is said', async () => {
  for (let times = 0; times < 3; times += 1) foreseen.closeAt(NOW + 60_000);
  await vi.advanceTimersByTimeAsync(47_900);
  expect(onTime).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_200);
  expect(onTime.mock.calls).toEqual([[null]]);
});

test('where they close in a moment, it is time now', async () => {
  foreseen.closeAt(NOW + 2_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onTime.mock.calls).toEqual([[null]]);
});

test('put off, or out of the session: not yet, or never', async () => {
  foreseen.closeAt(NOW + 20_000);
  foreseen.closeAt(NOW + 320_000);
  foreseen.expect(31);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onTime.mock.calls).toEqual([[31]]);
  foreseen.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(onTime).toHaveBeenCalledOnce();
});
