import type { Message, SessionView } from '@lectern/contract';
import { expect, test } from 'vitest';
import { person, roomWith } from '#live/testing.ts';
import { freshAnnouncements, knownOf } from './announcements.ts';
import { learnerView } from './testing.ts';

const message = (id: number, changes: Partial<Message> = {}): Message => ({
  id,
  session_id: 7,
  breakout_id: 1,
  announcement: true,
  user: person(1),
  to: null,
  text: `${id}`,
  sent_at: '2026-01-01T10:00:00.000Z',
  edited_at: null,
  deleted_at: null,
  reply_to: null,
  mentions: [],
  reactions: [],
  attachments: [],
  ...changes,
});

const view = (messages: Message[], breakout_id = 1): SessionView =>
  learnerView({ room: roomWith({ breakout_id, messages }) });
const ids = (messages: Message[]) => messages.map(({ id }) => id);

test('what is announced is shown until it is put away; what was there before, one’s own, and talk is not', () => {
  const known = knownOf(view([message(1)]));
  if (!known) throw new Error('There is a room');
  const now = view([
    message(1),
    message(2),
    message(3, { announcement: false }),
    message(4, { user: person(2) }),
    message(5, { deleted_at: '2026-01-01T10:01:00.000Z' }),
    message(6),
  ]);
  expect(ids(freshAnnouncements(now, known, new Set()))).toEqual([2, 6]);
  expect(ids(freshAnnouncements(now, known, new Set([2])))).toEqual([6]);
});

test('nothing of the room one came from is shown in another', () => {
  const known = knownOf(view([message(1)]));
  if (!known) throw new Error('There is a room');
  expect(freshAnnouncements(view([message(9)], 2), known, new Set())).toEqual([]);
});
