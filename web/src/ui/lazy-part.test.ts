import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lazyPart } from './lazy-part.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what does not load without a network is asked for again until it does, and then never again', async () => {
  const Panel = () => null;
  const load = vi.fn(async () => Panel).mockRejectedValueOnce(new Error('offline'));
  const { preload } = lazyPart(load);
  const loaded = preload();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await loaded).toBe(Panel);
  expect(await preload()).toBe(Panel);
  expect(load).toHaveBeenCalledTimes(2);
});
