// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { lastRead, markRead, subscribeLastRead } from './last-read.ts';

beforeEach(() => localStorage.clear());

test('what was read is kept for the next time, also where the page goes away at once', () => {
  markRead(1, 1, 5);
  expect(localStorage).toHaveLength(0);
  window.dispatchEvent(new Event('pagehide'));
  expect(localStorage.getItem('lectern-chat-read:1:1')).toBe('5');
});

test('it never goes back, and each account and session has its own', () => {
  markRead(1, 2, 5);
  markRead(1, 2, 3);
  expect(lastRead(1, 2)).toBe(5);
  expect(lastRead(2, 2)).toBe(0);
  expect(lastRead(1, 3)).toBe(0);
});

test('what another tab has read is read here too', () => {
  expect(lastRead(1, 4)).toBe(0);
  const told = vi.fn();
  const stop = subscribeLastRead(told);
  window.dispatchEvent(new StorageEvent('storage', { key: 'lectern-chat-read:1:4', newValue: '8' }));
  expect(told).toHaveBeenCalledOnce();
  expect(lastRead(1, 4)).toBe(8);
  stop();
});
