import { z } from 'zod';
import { User } from './accounts.ts';
import { ErrorBody } from './errors.ts';
import { DeliveredEvent } from './events.ts';
import { Id, Instant } from './primitives.ts';
import { SessionView } from './session-view.ts';

/** Raised when the messages change so that an old client would misread them. */
export const PROTOCOL_VERSION = 1;

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

/** Client to server: this tab moved within the session. */
export const Move = z.object({ session_id: Id, place: Place });
export type Move = z.infer<typeof Move>;

/** Client to server: no more of this session. */
export const Unsubscribe = z.object({ session_id: Id });

/** Server to client: who is in the waiting room. Never kept, never in the log. */
export const Waiting = z.object({ session_id: Id, people: z.array(User) });
export type Waiting = z.infer<typeof Waiting>;

/** Server to client: you may no longer see this session. */
export const Closed = z.object({ session_id: Id, ...ErrorBody.shape });
export type Closed = z.infer<typeof Closed>;

/** The names of the messages, the same on both sides. */
export interface ServerMessages {
  event: (event: DeliveredEvent) => void;
  /** A whole new view, sent where what this account may see has changed. */
  view: (view: SessionView) => void;
  waiting: (waiting: Waiting) => void;
  closed: (closed: Closed) => void;
}

export interface ClientMessages {
  subscribe: (subscribe: Subscribe, answer: (subscribed: Subscribed) => void) => void;
  move: (move: Move) => void;
  unsubscribe: (unsubscribe: z.infer<typeof Unsubscribe>) => void;
}
