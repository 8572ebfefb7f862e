import { type BreakoutsView, NO_BREAKOUTS, type Participant, type SessionView, type User } from '@lectern/contract';
import { participant, person, viewWith } from '#live/testing.ts';

/** What the tests of this folder start from: three rooms, the first two with somebody in them. */
export const breakoutsWith = (changes: Partial<BreakoutsView> = {}): BreakoutsView => ({
  ...NO_BREAKOUTS,
  rooms: [
    { id: 1, name: 'Room 1' },
    { id: 2, name: 'Room 2' },
    { id: 3, name: 'Owls' },
  ],
  assignments: [
    { account_id: 2, breakout_id: 1 },
    { account_id: 3, breakout_id: 2 },
  ],
  ...changes,
});

export const openWith = (changes: Partial<BreakoutsView> = {}) =>
  breakoutsWith({ opened_at: '2026-01-01T10:10:00.000Z', ...changes });

export const approved = (user: User): SessionView['bookings'][number] => ({
  id: user.id * 100,
  session_id: 7,
  user,
  status: 'approved',
  message: '',
  created_at: '2026-01-01T09:00:00.000Z',
  decided_at: null,
});

export const inRoom = (
  account_id: number,
  breakout_id: number | null,
  changes: Partial<Participant> = {},
): Participant => ({
  ...participant(account_id),
  breakout_id,
  ...changes,
});

/** The host's view: account 1, with accounts 2 to 5 approved. */
export const hostView = (changes: Partial<SessionView> = {}): SessionView =>
  viewWith(
    {
      account_id: 1,
      role: 'host',
      my_booking: null,
      bookings: [2, 3, 4, 5].map((id) => approved(person(id))),
      participants: [inRoom(1, null), inRoom(2, null), inRoom(3, null), inRoom(4, null)],
      breakouts: breakoutsWith(),
      ...changes,
    },
    'ongoing',
  );

/** The view of account 2, a learner who is in Room 1 with account 5. */
export const learnerView = (changes: Partial<SessionView> = {}): SessionView =>
  viewWith(
    {
      participants: [inRoom(1, null), inRoom(2, 1), inRoom(3, 2), inRoom(5, 1)],
      breakouts: openWith(),
      ...changes,
    },
    'ongoing',
  );
