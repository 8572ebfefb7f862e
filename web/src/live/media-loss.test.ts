import { expect, test } from 'vitest';
import { afterDropped, afterRefusedReturn } from './media-loss.ts';

test('a tab that does not hold the stay any more never throws out the one that does', () => {
  expect(afterRefusedReturn('in_session_elsewhere')).toBe('give_way');
});

test('who vanished comes back; who left or was removed stays out', () => {
  expect(afterDropped('vanished')).toBe('come_back');
  expect(afterDropped(null)).toBe('come_back');
  expect((['left', 'removed', 'ended'] as const).map(afterDropped)).toEqual(['stay_out', 'stay_out', 'stay_out']);
});

test.each(['unreachable', 'service_unavailable', 'internal_error', 'too_many_requests'] as const)(
  'a server in trouble (%s) is asked again',
  (code) => {
    expect(afterRefusedReturn(code)).toBe('retry');
  },
);

test('a server that says no is believed', () => {
  expect(afterRefusedReturn('not_in_session')).toBe('rejoin');
  expect(afterRefusedReturn('session_not_ongoing')).toBe('stay_out');
  expect(afterRefusedReturn('not_approved')).toBe('stay_out');
  expect(afterRefusedReturn('not_authenticated')).toBe('stay_out');
});
