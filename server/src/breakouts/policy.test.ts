import type { SessionStatus, ViewRole } from '@lectern/contract';
import { describe, expect, test } from 'vitest';
import { readsRoom, seesRoom } from '#sessions/policy.ts';
import { type Goer, refusalToArrange, refusalToGo, refusalToOpen, refusalToResolve, refusalToWait } from './policy.ts';

const OPEN: Goer = {
  role: 'member',
  is_open: true,
  may_choose: false,
  may_return: true,
  here: null,
  called_to: null,
  assigned: 1,
};

test.each<[what: string, goer: Partial<Goer>, to: number | null, refusal: string | null]>([
  ['to where one is', { here: 2 }, 2, null],
  ['to where one is, closed', { here: 2, is_open: false }, 2, null],
  ['to where one is assigned', {}, 1, null],
  ['to another room', {}, 2, 'breakout_not_yours'],
  ['to another room, called', { called_to: { breakout_id: 2 } }, 2, null],
  ['to a third room, called to another', { called_to: { breakout_id: 2 } }, 3, 'breakout_not_yours'],
  ['to another room, choosing', { may_choose: true }, 2, null],
  ['to a room, assigned to none', { assigned: null }, 1, 'breakout_not_yours'],
  ['to a room, assigned to none, choosing', { assigned: null, may_choose: true }, 1, null],
  ['back', { here: 1 }, null, null],
  ['back, not allowed', { here: 1, may_return: false }, null, 'must_stay'],
  ['back, not allowed, choosing', { here: 1, may_return: false, may_choose: true }, null, 'must_stay'],
  ['back, not allowed, called', { here: 1, may_return: false, called_to: { breakout_id: null } }, null, null],
  ['back, not allowed, closed', { here: 1, may_return: false, is_open: false }, null, null],
  ['to where one is assigned, closed', { is_open: false }, 1, 'breakouts_not_open'],
  ['to a room, choosing, closed', { is_open: false, may_choose: true }, 1, 'breakouts_not_open'],
  ['a host to a room', { role: 'host', assigned: null }, 2, null],
  ['a co-host to a room', { role: 'cohost', assigned: null }, 2, null],
  ['a host back, not allowed', { role: 'host', here: 2, may_return: false }, null, null],
  ['a host to a room, closed', { role: 'host', is_open: false }, 2, 'breakouts_not_open'],
])('going %s', (_what, goer, to, refusal) => {
  expect(refusalToGo({ ...OPEN, ...goer }, to)).toBe(refusal);
});

test.each<[what: string, goer: Partial<Goer>, to: number | null, refusal: string | null]>([
  ['where one is assigned, closed', { is_open: false }, 1, null],
  ['where one is not assigned, closed', { is_open: false }, 2, 'breakouts_not_open'],
  ['a room, choosing, closed', { is_open: false, may_choose: true, assigned: null }, 1, 'breakouts_not_open'],
  ['a room, a host, closed', { is_open: false, role: 'host', assigned: null }, 1, 'breakouts_not_open'],
  ['where one is assigned', {}, 1, null],
  ['another room', {}, 2, 'breakout_not_yours'],
  ['the main room, which one may not return to yet', { here: 1, may_return: false }, null, null],
])('connecting beforehand to %s', (_what, goer, to, refusal) => {
  expect(refusalToWait({ ...OPEN, ...goer }, to)).toBe(refusal);
});

test('arranging is for hosts, as long as it is not over', () => {
  const outcomes = (role: ViewRole | null) =>
    (['pending_approval', 'approved', 'scheduled', 'ongoing', 'completed', 'cancelled', 'expired'] as const).map(
      (status: SessionStatus) => refusalToArrange({ role, status }),
    );
  for (const role of ['host', 'cohost'] as const) {
    expect(outcomes(role)).toEqual([null, null, null, null, 'session_over', 'session_over', 'session_over']);
  }
  for (const role of ['member', 'outsider', null] as const) {
    expect(new Set(outcomes(role))).toEqual(new Set(['forbidden']));
  }
});

test('opening needs a room, and is done once', () => {
  expect(refusalToOpen({ is_open: false, rooms: 1 })).toBeNull();
  expect(refusalToOpen({ is_open: false, rooms: 0 })).toBe('no_breakouts');
  expect(refusalToOpen({ is_open: true, rooms: 1 })).toBe('breakouts_open');
});

describe('help is resolved', () => {
  const room = { id: 1, help_account_id: 7 };
  test.each([
    ['by a host, inside or not', { role: 'host', is_inside: false, account_id: 1, here: null }, null],
    ['by a co-host elsewhere', { role: 'cohost', is_inside: true, account_id: 2, here: 2 }, null],
    ['by who asked and went', { role: 'member', is_inside: true, account_id: 7, here: null }, null],
    ['by anybody in that room', { role: 'member', is_inside: true, account_id: 8, here: 1 }, null],
    ['not by others', { role: 'member', is_inside: true, account_id: 9, here: 2 }, 'forbidden'],
    ['not by who asked and left', { role: 'member', is_inside: false, account_id: 7, here: null }, 'forbidden'],
  ] as const)('%s', (_who, who, refusal) => {
    expect(refusalToResolve(who, room)).toBe(refusal);
  });
});

test('what is left of a room is for hosts, and once it is over for who was there and is still approved', () => {
  const may = (role: ViewRole, status: SessionStatus, visited: boolean, may_enter = true) => {
    const sees_room = seesRoom({ role, may_enter, status, is_inside: false, was_inside: visited });
    return readsRoom({ role, status, sees_room, breakout_id: null }, 1, visited);
  };
  expect([may('host', 'ongoing', false), may('cohost', 'completed', false)]).toEqual([true, true]);
  expect([may('member', 'ongoing', true), may('member', 'completed', false)]).toEqual([false, false]);
  expect([may('member', 'completed', true), may('member', 'completed', true, false)]).toEqual([true, false]);
});
