import type { Message } from '@lectern/contract';
import { person } from '#live/testing.ts';

/** What the tests of this folder start from: a message of account 1 to everyone. */
export function messageWith(id: number, changes: Partial<Message> = {}): Message {
  return {
    id,
    session_id: 7,
    breakout_id: null,
    announcement: false,
    user: person(1),
    to: null,
    text: `text ${id}`,
    sent_at: '2026-01-01T10:00:00.000Z',
    edited_at: null,
    deleted_at: null,
    reply_to: null,
    mentions: [],
    reactions: [],
    attachments: [],
    ...changes,
  };
}

export const messages = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) => messageWith(from + index));
