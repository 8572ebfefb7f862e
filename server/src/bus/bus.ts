import { randomUUID } from 'node:crypto';
import { Hearing, Id, Reacted, Spoke } from '@lectern/contract';
import { createClient } from 'redis';
import { z } from 'zod';

/**
 * What servers of one site tell each other. All that counts is in PostgreSQL: these only say when to look, so that a
 * lost one makes something later and nothing wrong.
 */
const BusMessage = z.discriminatedUnion('kind', [
  /** The session's log has grown. */
  z.object({ kind: z.literal('news'), session_id: Id }),
  /** Somebody's connection to the session came, went or moved. */
  z.object({ kind: z.literal('presence'), session_id: Id }),
  /** Not kept anywhere: who misses it has missed it. */
  z.object({ kind: z.literal('reacted'), reacted: Reacted, breakout_id: Id.nullable() }),
  /** As little: that somebody in a breakout speaks. */
  z.object({ kind: z.literal('spoke'), spoke: Spoke }),
  /** As little: who is likely to be called where. */
  z.object({
    kind: z.literal('moves_expected'),
    session_id: Id,
    moves: z.array(z.object({ account_id: Id, breakout_id: Id.nullable() })),
  }),
  /** As little: whom a listener does not hear. */
  z.object({ kind: z.literal('hearing'), listener_id: Id, hearing: Hearing }),
  /** A sign-in has ended: look whose connections are still signed in. */
  z.object({ kind: z.literal('signed_out') }),
]);
export type BusMessage = z.infer<typeof BusMessage>;

/** `none`: one server alone, and nobody to tell. */
export type BusState = 'none' | 'connected' | 'away';

export interface Bus {
  readonly state: BusState;
  /** Tells the other servers. Returns at once; what cannot be sent is dropped. */
  publish: (message: BusMessage) => void;
  close: () => Promise<void>;
}

export interface BusParts {
  /** Null: this server is the only one. */
  url: string | null;
  onMessage: (message: BusMessage) => void;
  /** The connection is back: there may be news that nobody could tell. */
  onReturn: () => void;
  onError: (error: unknown) => void;
}

const CHANNEL = 'lectern';
/** How long until the next try to reach Redis, in milliseconds. */
const RETRY_EVERY = 500;

const Envelope = z.object({ from: z.string(), message: BusMessage });

export function createBus({ url, onMessage, onReturn, onError }: BusParts): Bus {
  if (url === null) return { state: 'none', publish: () => {}, close: async () => {} };
  const from = randomUUID();
  const client = () =>
    createClient({
      url,
      // Old news is no news: what could not be sent is not kept for later.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: () => RETRY_EVERY, connectTimeout: 2_000 },
      pingInterval: 2_000,
    });
  const publisher = client();
  const subscriber = client();
  let complained = false;
  let subscribed = false;

  const complain = (error: unknown) => {
    if (!complained) onError(error);
    complained = true;
  };
  publisher.on('error', complain);
  subscriber.on('error', complain);
  subscriber.on('ready', () => {
    // After a loss the client subscribes again by itself, before it is ready; only the first time is ours.
    const listening = subscribed ? Promise.resolve() : subscriber.subscribe(CHANNEL, hear);
    listening
      .then(() => {
        subscribed = true;
        complained = false;
        onReturn();
      })
      .catch(complain);
  });

  function hear(text: string): void {
    const parsed = Envelope.safeParse(readJson(text));
    if (parsed.success && parsed.data.from !== from) onMessage(parsed.data.message);
  }

  publisher.connect().catch(complain);
  subscriber.connect().catch(complain);

  return {
    get state() {
      return publisher.isReady && subscriber.isReady && subscribed ? ('connected' as const) : ('away' as const);
    },
    publish(message) {
      if (!publisher.isReady) return;
      publisher.publish(CHANNEL, JSON.stringify({ from, message })).catch(complain);
    },
    async close() {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
