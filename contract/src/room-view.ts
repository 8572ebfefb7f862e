import { z } from 'zod';
import { User } from './accounts.ts';
import { applyToBoard, BoardView } from './board.ts';
import { MESSAGES_IN_VIEW, Message } from './chat.ts';
import type { SessionEvent } from './events.ts';
import { Hand } from './hands.ts';
import { Poll } from './polls.ts';
import { Id } from './primitives.ts';
import { moderates, type ViewRole } from './standing.ts';

/** What the people in one room share: in the main room, or in a breakout. */
export const RoomView = z
  .object({
    /** Which room it is: a breakout, or null for the main room. */
    breakout_id: Id.nullable(),
    chat_open: z.boolean(),
    /** The latest of those this account may read, oldest first. */
    messages: z.array(Message).max(MESSAGES_IN_VIEW),
    /** Whether there are older ones than these. */
    has_older_messages: z.boolean(),
    /** In order of raising. */
    hands: z.array(Hand),
    /** Who has been given the word. */
    word: User.nullable(),
    /** In order of opening. */
    polls: z.array(Poll),
    board: BoardView,
  })
  .meta({ id: 'RoomView' });
export type RoomView = z.infer<typeof RoomView>;

/** Those events that change what the room shares. */
export type RoomEvent = Extract<
  SessionEvent,
  {
    type:
      | `chat.${string}`
      | `hand.${string}`
      | `word.${string}`
      | `poll.${string}`
      | `board.${string}`
      | 'session.ended';
  }
>;
export type MessageEvent = Extract<RoomEvent, { type: 'chat.edited' | 'chat.deleted' | 'chat.reacted' }>;

/** Folds one event into the room as one account sees it; changes nothing of what it was given. */
export function applyToRoom(room: RoomView, event: RoomEvent, viewer: { role: ViewRole }): RoomView {
  switch (event.type) {
    case 'chat.posted': {
      const messages = [...room.messages, event.data.message];
      return {
        ...room,
        messages: messages.slice(-MESSAGES_IN_VIEW),
        has_older_messages: room.has_older_messages || messages.length > MESSAGES_IN_VIEW,
      };
    }
    case 'chat.edited':
    case 'chat.deleted':
    case 'chat.reacted':
      return { ...room, messages: room.messages.map((one) => applyToMessage(one, event)) };
    case 'chat.opened':
      return { ...room, chat_open: true };
    case 'chat.closed':
      return { ...room, chat_open: false };
    case 'hand.raised':
      return { ...room, hands: [...room.hands, event.data.hand] };
    case 'hand.lowered':
      return { ...room, hands: room.hands.filter((one) => one.user.id !== event.data.account_id) };
    case 'hand.all_lowered':
      return { ...room, hands: [] };
    case 'word.given':
      return { ...room, word: event.data.user };
    case 'word.ended':
      return { ...room, word: null };
    case 'poll.opened': {
      // Its event is the same for all; that only hosts see the result is said here, as the server's reading does.
      const { poll } = event.data;
      return { ...room, polls: [...room.polls, moderates(viewer.role) ? poll : { ...poll, result: null }] };
    }
    case 'poll.counted':
      return withPoll(room, event.data.poll_id, { result: event.data.result });
    case 'poll.voted':
      return withPoll(room, event.data.poll_id, { my_option: event.data.option });
    case 'poll.closed':
      return withPoll(room, event.data.poll_id, { status: 'closed' });
    case 'poll.shown':
      return withPoll(room, event.data.poll_id, { status: 'shown', result: event.data.result });
    case 'board.page_added':
    case 'board.page_renamed':
    case 'board.page_removed':
    case 'board.page_cleared':
    case 'board.page_restored':
    case 'board.page_opened':
    case 'board.led':
    case 'board.lead_ended':
      return { ...room, board: applyToBoard(room.board, event) };
    case 'session.ended':
      return {
        ...room,
        hands: [],
        word: null,
        polls: room.polls.map((one) => (one.status === 'open' ? { ...one, status: 'closed' as const } : one)),
        board: applyToBoard(room.board, event),
      };
    default:
      return event satisfies never;
  }
}

/** One message after an event that may concern it. Serves the view and any longer list of messages alike. */
export function applyToMessage(message: Message, event: MessageEvent): Message {
  if (event.data.message_id !== message.id) return message;
  switch (event.type) {
    case 'chat.edited': {
      const { text, mentions, edited_at } = event.data;
      return { ...message, text, mentions, edited_at };
    }
    case 'chat.deleted':
      return deletedMessage(message, event.data.deleted_at);
    case 'chat.reacted': {
      const { emoji, account_id, on } = event.data;
      const others = message.reactions.filter((one) => one.emoji !== emoji || one.account_id !== account_id);
      return { ...message, reactions: on ? [...others, { emoji, account_id }] : others };
    }
    default:
      return event satisfies never;
  }
}

/** What is left of a message that was deleted: that there was one. */
export function deletedMessage(message: Message, deleted_at: string): Message {
  return { ...message, text: '', mentions: [], reactions: [], attachments: [], edited_at: null, deleted_at };
}

function withPoll(room: RoomView, id: number, changes: Partial<Poll>): RoomView {
  return { ...room, polls: room.polls.map((one) => (one.id === id ? { ...one, ...changes } : one)) };
}
