import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calmly, onTheWay } from './calmly.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  onTheWay(false);
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

const after = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test('a change is told at once, those soon after it together, and none twice', async () => {
  const { reader, change } = subscribed();
  change();
  expect(reader).toHaveBeenCalledTimes(1);
  for (let times = 0; times < 10; times += 1) change();
  await after(49);
  expect(reader).toHaveBeenCalledTimes(1);
  await after(1);
  expect(reader).toHaveBeenCalledTimes(2);
  await after(1_000);
  expect(reader).toHaveBeenCalledTimes(2);
  change();
  expect(reader).toHaveBeenCalledTimes(3);
});

test('on the way to another room less often, and at once when one is there', async () => {
  const { reader, change } = subscribed();
  onTheWay(true);
  change();
  change();
  await after(499);
  expect(reader).toHaveBeenCalledTimes(1);
  await after(1);
  expect(reader).toHaveBeenCalledTimes(2);
  change();
  onTheWay(false);
  expect(reader).toHaveBeenCalledTimes(3);
  onTheWay(false);
  await after(1_000);
  expect(reader).toHaveBeenCalledTimes(3);
});

test('whoever has gone is told nothing more', async () => {
  const { reader, change, undo, readers } = subscribed();
  change();
  change();
  undo();
  await after(1_000);
  expect(reader).toHaveBeenCalledOnce();
  expect(readers.size).toBe(0);
});
