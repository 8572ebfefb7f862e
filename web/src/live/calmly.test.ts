import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calmly } from './calmly.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function subscribed() {
  const readers = new Set<() => void>();
  const reader = vi.fn();
  const undo = calmly((one) => {
    readers.add(one);
    return () => readers.delete(one);
  })(reader);
  const change = () => {
    for (const one of readers) one();
  };
  return { reader, change, undo, readers };
}

test('a change is told at once, those soon after it together, and none twice', async () => {
  const { reader, change } = subscribed();
  change();
  expect(reader).toHaveBeenCalledTimes(1);
  for (let times = 0; times < 10; times += 1) change();
  expect(reader).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(reader).toHaveBeenCalledTimes(2);
  change();
  await vi.advanceTimersByTimeAsync(50);
  expect(reader).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reader).toHaveBeenCalledTimes(3);
  change();
  expect(reader).toHaveBeenCalledTimes(4);
});

test('whoever has gone is told nothing more', async () => {
  const { reader, change, undo, readers } = subscribed();
  change();
  change();
  undo();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reader).toHaveBeenCalledOnce();
  expect(readers.size).toBe(0);
});
