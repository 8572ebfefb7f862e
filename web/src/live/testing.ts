import type { BoardView, Moderation, RoomView, SessionStatus, SessionView } from '@lectern/contract';
import type { OpenFeed } from './session-store.ts';

/** What the tests of this folder start from: a session of account 1, seen by account 2. */
export function viewWith(changes: Partial<SessionView> = {}, status: SessionStatus = 'scheduled'): SessionView {
  return {
    seq: 5,
    account_id: 2,
    role: 'member',
    my_booking: { id: 1, status: 'approved' },
    bookings: [],
    participants: [],
    breakouts: null,
    my_stay: null,
    room: null,
    moderation: moderationWith(),
    recording: null,
    consents: [],
    ...changes,
    session: {
      id: 7,
      title: 'Algebra',
      description: '',
      status,
      scheduled_start: '2026-01-01T10:00:00.000Z',
      scheduled_end: null,
      capacity: null,
      creator: person(1),
      created_at: '2026-01-01T09:00:00.000Z',
      started_at: null,
      ended_at: null,
      record_from_start: false,
      keep_recordings_days: null,
    },
  };
}

export const moderationWith = (changes: Partial<Moderation> = {}): Moderation => ({
  door_open: true,
  screen_sharing: 'one',
  locks: [],
  exemptions: [],
  cohosts: [],
  ...changes,
});

export const boardWith = (changes: Partial<BoardView> = {}): BoardView => ({
  pages: [{ id: 70, name: '' }],
  open_page_id: 70,
  led_by: null,
  cleared: [],
  ...changes,
});

export const roomWith = (changes: Partial<RoomView> = {}): RoomView => ({
  breakout_id: null,
  chat_open: true,
  messages: [],
  has_older_messages: false,
  hands: [],
  word: null,
  polls: [],
  board: boardWith(),
  ...changes,
});

export const person = (id: number) => ({ id, first_name: `P${id}`, last_name: '', username: `p${id}` });

export const participant = (account_id: number, id = account_id * 10) => ({
  id,
  user: person(account_id),
  joined_at: '2026-01-01T10:00:00.000Z',
  audio_enabled: false,
  video_enabled: false,
  screen_enabled: false,
  breakout_id: null,
  called_to: null,
});

export function feedWith(view: SessionView): OpenFeed {
  return { kind: 'open', view, presence: new Map(), clock_offset: 0, current: true };
}
