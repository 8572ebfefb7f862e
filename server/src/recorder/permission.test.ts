import { expect, test } from 'vitest';
import { createPermission } from './permission.ts';

const base = { seq: 5, phase: 'waiting', agreed: new Set([1]), stays: new Map([[10, 1]]) } as const;

test('one may be recorded from the start on, until the pause, and from the resumption on', () => {
  const permission = createPermission(base, 1_000);
  expect(permission.until(1, 1_500)).toBeNull();
  expect(permission.apply([{ seq: 6, at: 2_000, change: { kind: 'phase', phase: 'recording' } }])).toBe(true);
  expect(permission.until(1, 1_999)).toBeNull();
  expect(permission.until(1, 2_000)).toBe(Number.POSITIVE_INFINITY);
  expect(permission.apply([{ seq: 7, at: 3_000, change: { kind: 'phase', phase: 'paused' } }])).toBe(false);
  permission.apply([{ seq: 8, at: 4_000, change: { kind: 'phase', phase: 'recording' } }]);
  expect([2_999, 3_000, 3_999].map((at) => permission.until(1, at))).toEqual([3_000, null, null]);
  expect(permission.until(1, 4_000)).toBe(Number.POSITIVE_INFINITY);
});

test('only who agreed and is in the room is wanted, whatever the order; an event told twice is one', () => {
  const permission = createPermission({ ...base, phase: 'recording' }, 1_000);
  permission.apply([{ seq: 6, at: 2_000, change: { kind: 'agreed', account_id: 2, on: true } }]);
  expect([...permission.wanted()]).toEqual([1]);
  permission.apply([{ seq: 7, at: 3_000, change: { kind: 'stay', stay_id: 11, account_id: 2 } }]);
  permission.apply([{ seq: 8, at: 4_000, change: { kind: 'agreed', account_id: 1, on: false } }]);
  permission.apply([{ seq: 6, at: 9_000, change: { kind: 'agreed', account_id: 2, on: false } }]);
  expect([...permission.wanted()]).toEqual([2]);
  expect([permission.until(2, 2_500), permission.until(2, 3_000)]).toEqual([null, Number.POSITIVE_INFINITY]);
  expect(permission.until(1, 3_999)).toBe(4_000);
});
