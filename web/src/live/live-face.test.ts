import type { SessionStatus, SessionView } from '@lectern/contract';
import { describe, expect, test } from 'vitest';
import { liveFace, mayWarm } from './live-face.ts';
import { type Membership, OUTSIDE } from './membership.ts';
import { feedWith, moderationWith, participant, viewWith } from './testing.ts';

const INSIDE: Membership = { kind: 'inside', media: 'connected' };
const face = (view: ReturnType<typeof viewWith>, membership: Membership = OUTSIDE) =>
  liveFace(true, feedWith(view), membership);

test('nobody signed in is asked to, whatever the session', () => {
  expect(liveFace(false, feedWith(viewWith()), OUTSIDE).face).toBe('signed_out');
  expect(liveFace(true, { kind: 'refused', code: 'not_authenticated' }, OUTSIDE).face).toBe('signed_out');
});

test('before the start everybody waits, and the creator may start', () => {
  expect(face(viewWith())).toMatchObject({ face: 'waiting', way_in: 'wait' });
  expect(face(viewWith({ role: 'host', my_booking: null }))).toMatchObject({ face: 'waiting', way_in: 'start' });
});

test('a session without a time cannot be started yet', () => {
  expect(face(viewWith({ role: 'host', my_booking: null }, 'approved'))).toMatchObject({ way_in: 'wait' });
});

test('a co-host may start as well', () => {
  expect(face(viewWith({ role: 'cohost' }))).toMatchObject({ way_in: 'start' });
});

describe('while the door is closed', () => {
  const moderation = moderationWith({ door_open: false });
  const closed = (changes: Partial<SessionView> = {}) => viewWith({ moderation, ...changes }, 'ongoing');

  test('learners wait outside, hosts go in, and who is in continues', () => {
    expect(face(closed())).toMatchObject({ way_in: 'door' });
    expect(face(closed({ role: 'cohost' }))).toMatchObject({ way_in: 'join' });
    expect(face(closed({ participants: [participant(2)] }))).toMatchObject({ way_in: 'continue' });
  });

  test('whoever lost their connection may try, until the server says no', () => {
    const view = closed({ my_stay: { id: 20, tab: null, ended: 'vanished' } });
    expect(face(view)).toMatchObject({ way_in: 'join' });
    expect(face(view, { kind: 'outside', refusal: 'door_closed' })).toMatchObject({ way_in: 'door', refusal: null });
  });

  test('the refusal is forgotten when it opens', () => {
    const opened = viewWith({}, 'ongoing');
    expect(face(opened, { kind: 'outside', refusal: 'door_closed' })).toMatchObject({ way_in: 'join', refusal: null });
  });
});

test('once it runs one joins, or continues what another tab began', () => {
  expect(face(viewWith({}, 'ongoing'))).toMatchObject({ face: 'waiting', way_in: 'join' });
  expect(face(viewWith({ participants: [participant(2)] }, 'ongoing'))).toMatchObject({ way_in: 'continue' });
});

test('inside is the room, also while the view still says scheduled', () => {
  expect(face(viewWith({}, 'ongoing'), INSIDE).face).toBe('live');
  expect(face(viewWith({}, 'scheduled'), INSIDE).face).toBe('live');
  expect(face(viewWith({}, 'ongoing'), { kind: 'elsewhere' }).face).toBe('elsewhere');
});

test.each([null, 'pending', 'rejected', 'withdrawn'] as const)('a booking that is %s does not get in', (status) => {
  const view = viewWith({ role: 'outsider', my_booking: status && { id: 1, status } }, 'ongoing');
  expect(face(view)).toMatchObject({ face: 'no_booking', booking: status });
  expect(face(view, INSIDE).face).toBe('no_booking');
});

test('an admin without a booking looks on, but takes part only like everybody else', () => {
  expect(face(viewWith({ role: 'member', my_booking: null }, 'ongoing')).face).toBe('no_booking');
});

test.each([
  ['completed', 'ended'],
  ['cancelled', 'called_off'],
  ['expired', 'called_off'],
] as [SessionStatus, string][])('%s shows %s, whoever looks', (status, expected) => {
  for (const role of ['host', 'cohost', 'member', 'outsider'] as const) {
    expect(face(viewWith({ role, my_booking: null }, status)).face).toBe(expected);
    expect(face(viewWith({ role }, status), INSIDE).face).toBe(expected);
  }
});

test('a full session has a face of its own; another refusal is shown where one waits', () => {
  expect(face(viewWith({}, 'ongoing'), { kind: 'outside', refusal: 'session_full' }).face).toBe('full');
  expect(face(viewWith({}, 'ongoing'), { kind: 'outside', refusal: 'unreachable' })).toMatchObject({
    face: 'waiting',
    refusal: 'unreachable',
  });
});

test('only who may enter, and is not in yet, connects beforehand', () => {
  expect(mayWarm(viewWith())).toBe(true);
  expect(mayWarm(viewWith({ participants: [participant(2)] }, 'ongoing'))).toBe(false);
  expect(mayWarm(viewWith({ my_booking: { id: 1, status: 'pending' } }))).toBe(false);
  expect(mayWarm(viewWith({}, 'completed'))).toBe(false);
  expect(mayWarm(viewWith({}, 'approved'))).toBe(false);
});
