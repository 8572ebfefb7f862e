import { expect, test } from 'vitest';
import { createPermission, type PermissionChange } from './permission.ts';

const inMain = (account_id: number) => ({ account_id, breakout_id: null });
const base = {
  seq: 5,
  phase: 'waiting',
  agreed: new Set([1]),
  stays: new Map([[10, inMain(1)]]),
  breakouts: false,
} as const;

test('one may be recorded from the start on, until the pause, and from the resumption on', () => {
  const permission = createPermission(base, 1_000);
  expect(permission.until(1, null, 1_500)).toBeNull();
  expect(permission.apply([{ seq: 6, at: 2_000, change: { kind: 'phase', phase: 'recording' } }])).toBe(true);
  expect(permission.until(1, null, 1_999)).toBeNull();
  expect(permission.until(1, null, 2_000)).toBe(Number.POSITIVE_INFINITY);
  expect(permission.apply([{ seq: 7, at: 3_000, change: { kind: 'phase', phase: 'paused' } }])).toBe(false);
  permission.apply([{ seq: 8, at: 4_000, change: { kind: 'phase', phase: 'recording' } }]);
  expect([2_999, 3_000, 3_999].map((at) => permission.until(1, null, at))).toEqual([3_000, null, null]);
  expect(permission.until(1, null, 4_000)).toBe(Number.POSITIVE_INFINITY);
});

test('only who agreed and is in the room is wanted, whatever the order; an event told twice is one', () => {
  const permission = createPermission({ ...base, phase: 'recording' }, 1_000);
  permission.apply([{ seq: 6, at: 2_000, change: { kind: 'agreed', account_id: 2, on: true } }]);
  expect([...permission.wanted(null)]).toEqual([1]);
  permission.apply([{ seq: 7, at: 3_000, change: { kind: 'stay', stay_id: 11, place: inMain(2) } }]);
  permission.apply([{ seq: 8, at: 4_000, change: { kind: 'agreed', account_id: 1, on: false } }]);
  permission.apply([{ seq: 6, at: 9_000, change: { kind: 'agreed', account_id: 2, on: false } }]);
  expect([...permission.wanted(null)]).toEqual([2]);
  expect([permission.until(2, null, 2_500), permission.until(2, null, 3_000)]).toEqual([
    null,
    Number.POSITIVE_INFINITY,
  ]);
  expect(permission.until(1, null, 3_999)).toBe(4_000);
});

test('one is recorded in the room one is in, and in a breakout only where breakouts are', () => {
  const permission = createPermission({ ...base, phase: 'recording', agreed: new Set([1, 2]) }, 1_000);
  let seq = base.seq;
  const change = (at: number, what: PermissionChange) => permission.apply([{ seq: ++seq, at, change: what }]);
  const moved = (at: number, breakout_id: number | null) => change(at, { kind: 'moved', stay_id: 10, breakout_id });
  expect(moved(2_000, 7)).toBe(false);
  expect([permission.until(1, null, 1_999), permission.until(1, null, 2_000)]).toEqual([2_000, null]);
  expect([permission.until(1, 7, 2_000), permission.wanted(7).size, permission.wanted(null).size]).toEqual([
    null,
    0,
    0,
  ]);
  expect(change(3_000, { kind: 'breakouts', on: true })).toBe(true);
  expect([permission.until(1, 7, 2_999), permission.until(1, 7, 3_000)]).toEqual([null, Number.POSITIVE_INFINITY]);
  expect([permission.until(1, 8, 3_000), permission.until(1, null, 3_000)]).toEqual([null, null]);
  expect(moved(4_000, 8)).toBe(true);
  expect([permission.until(1, 7, 3_999), permission.until(1, 7, 4_000)]).toEqual([4_000, null]);
  expect([...permission.wanted(7), ...permission.wanted(8)]).toEqual([1]);
  expect(change(5_000, { kind: 'breakouts', on: false })).toBe(false);
  expect(permission.until(1, 8, 4_500)).toBe(5_000);
  expect(moved(6_000, null)).toBe(true);
  expect(permission.until(1, null, 6_000)).toBe(Number.POSITIVE_INFINITY);
  change(7_000, { kind: 'stay', stay_id: 11, place: { account_id: 2, breakout_id: 7 } });
  expect(permission.until(2, 7, 7_000)).toBeNull();
  // Somebody who has left is moved nowhere.
  change(8_000, { kind: 'stay', stay_id: 10, place: null });
  expect(moved(9_000, null)).toBe(false);
});
