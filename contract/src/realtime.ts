import { z } from 'zod';
import { User } from './accounts.ts';
import { ErrorBody } from './errors.ts';
import { DeliveredEvent } from './events.ts';
import { ReactionEmoji } from './hands.ts';
import type { Hearing } from './hearing.ts';
import { Id, Instant } from './primitives.ts';
import { SessionView } from './session-view.ts';

/** Raised when the messages change so that an old client would misread them. */
export const PROTOCOL_VERSION = 6;

/** Where the Socket.IO endpoint is. */
export const REALTIME_PATH = '/api/realtime/';

/**
 * Where in a session this browser tab is. page: looking at it. waiting: in the waiting room. live: in the live room.
 */
export const Place = z.enum(['page', 'waiting', 'live']);
export type Place = z.infer<typeof Place>;

/** Client to server, with an acknowledgement: I want this session's events, and the last one I have is `after`. */
export const Subscribe = z.object({
  version: z.int(),
  session_id: Id,
  /** The last seq folded in; null asks for a whole view. */
  after: z.int().nonnegative().nullable(),
  place: Place,
  /** Whether the tab is out of sight. */
  hidden: z.boolean(),
});
export type Subscribe = z.infer<typeof Subscribe>;

/** The answer to `subscribe`. `server_time` lets a browser whose clock is off count down rightly. */
export const Subscribed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('view'), server_time: Instant, view: SessionView }),
  z.object({ kind: z.literal('events'), server_time: Instant, events: z.array(DeliveredEvent) }),
  z.object({ kind: z.literal('refused'), ...ErrorBody.shape }),
  /** This page is of another version than the server: load it again. */
  z.object({ kind: z.literal('reload'), version: z.int() }),
]);
export type Subscribed = z.infer<typeof Subscribed>;

/** Client to server: this tab moved within the session, or came into sight or went out of it. */
export const Move = z.object({ session_id: Id, place: Place, hidden: z.boolean() });
export type Move = z.infer<typeof Move>;

/** Client to server: no more of this session. */
export const Unsubscribe = z.object({ session_id: Id });

/**
 * Where somebody is now. hidden: none of their tabs is in sight. reconnecting: in the live room, and no connection to
 * their browser at this moment. `since`: when this began.
 */
export const Presence = z.object({
  user: User,
  place: z.enum(['waiting', 'live']),
  away: z.enum(['hidden', 'reconnecting']).nullable(),
  since: Instant,
});
export type Presence = z.infer<typeof Presence>;

/** Server to client: who is where; all of it where `whole`, else what changed. Never kept, never in the log. */
export const PresenceChange = z.object({
  session_id: Id,
  whole: z.boolean(),
  people: z.array(Presence),
  /** The accounts that are neither waiting nor in the room any more. */
  gone: z.array(Id),
});
export type PresenceChange = z.infer<typeof PresenceChange>;

/** Server to client: somebody in the room reacts. Never kept, never in the log. */
export const Reacted = z.object({ session_id: Id, account_id: Id, emoji: ReactionEmoji });
export type Reacted = z.infer<typeof Reacted>;

/**
 * Server to client: whether the sound of who reads this reaches `listener_id`. Good for as long as it is repeated. Never
 * kept, never in the log.
 */
export const Heard = z.object({ session_id: Id, listener_id: Id, hears: z.boolean() });
export type Heard = z.infer<typeof Heard>;

/**
 * Client to server, from a breakout: whether I am speaking, as the media engine says; on change, and again at least every
 * `SPEAKING_REPEATED_EVERY` ms while I am. Never kept, never in the log.
 */
export const Speaking = z.object({ session_id: Id, on: z.boolean() });
export type Speaking = z.infer<typeof Speaking>;
export const SPEAKING_REPEATED_EVERY = 3_000;

/** Server to client, for hosts: somebody in a breakout speaks, or does no more. */
export const Spoke = z.object({ session_id: Id, account_id: Id, on: z.boolean() });
export type Spoke = z.infer<typeof Spoke>;

/**
 * Server to client: you may soon be called there, to a breakout or with null to the main room, and can connect beforehand.
 * Only a hint: whoever misses it moves a little later. Never kept, never in the log.
 */
export const MoveExpected = z.object({ session_id: Id, breakout_id: Id.nullable() });
export type MoveExpected = z.infer<typeof MoveExpected>;

/** Server to client: you may no longer see this session. */
export const Closed = z.object({ session_id: Id, ...ErrorBody.shape });
export type Closed = z.infer<typeof Closed>;

/**
 * Server to client, the last before it hangs up, and why. signed_out: this sign-in has ended. standing_changed: what this
 * account may see has changed; come back. malformed, too_many: what was sent.
 * stopping: the server stops; come back to it, or to another.
 */
export const HangUpReason = z.enum(['signed_out', 'standing_changed', 'malformed', 'too_many', 'stopping']);
export type HangUpReason = z.infer<typeof HangUpReason>;
export const HangUp = z.object({ reason: HangUpReason });
export type HangUp = z.infer<typeof HangUp>;

/** The names of the messages, the same on both sides. */
export interface ServerMessages {
  event: (event: DeliveredEvent) => void;
  /** A whole new view, sent where what this account may see has changed. */
  view: (view: SessionView) => void;
  presence: (presence: PresenceChange) => void;
  reacted: (reacted: Reacted) => void;
  heard: (heard: Heard) => void;
  spoke: (spoke: Spoke) => void;
  move_expected: (expected: MoveExpected) => void;
  closed: (closed: Closed) => void;
  hang_up: (hang_up: HangUp) => void;
}

export interface ClientMessages {
  subscribe: (subscribe: Subscribe, answer: (subscribed: Subscribed) => void) => void;
  move: (move: Move) => void;
  hearing: (hearing: Hearing) => void;
  speaking: (speaking: Speaking) => void;
  unsubscribe: (unsubscribe: z.infer<typeof Unsubscribe>) => void;
}
