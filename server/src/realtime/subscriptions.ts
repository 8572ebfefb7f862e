import type { ClientMessages, Place, ServerMessages } from '@lectern/contract';
import type { DefaultEventsMap, Socket } from 'socket.io';
import type { SignedIn } from '#accounts/service.ts';
import type { Reader } from '#events/policy.ts';

export type RealtimeSocket = Socket<ClientMessages, ServerMessages, DefaultEventsMap, { signedIn: SignedIn }>;

/** One socket's interest in one session. */
export interface Subscription {
  session_id: number;
  account_id: number;
  /** What the account is to the session, which decides what reaches it. */
  reader: Reader;
  /** The last event it was sent. */
  seq: number;
  place: Place;
  hidden: boolean;
  /** When it came to this place, or went into or out of sight. */
  since: Date;
  /** Whether it has had the list of who is where. */
  knows_presence: boolean;
  socket: RealtimeSocket;
}

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** Who is subscribed to what on this server. */
export function createSubscriptions() {
  const bySession = new Map<number, Map<string, Subscription>>();
  const NOBODY: ReadonlyMap<string, Subscription> = new Map();

  const of = (session_id: number) => bySession.get(session_id) ?? NOBODY;

  return {
    add(subscription: Subscription): void {
      const known = bySession.get(subscription.session_id) ?? new Map<string, Subscription>();
      bySession.set(subscription.session_id, known.set(subscription.socket.id, subscription));
    },
    remove({ session_id, socket }: Pick<Subscription, 'session_id' | 'socket'>): void {
      const known = bySession.get(session_id);
      known?.delete(socket.id);
      if (known?.size === 0) bySession.delete(session_id);
    },
    /** A live view: those that are added or removed while it is walked through are seen or not seen accordingly. */
    of: (session_id: number): Iterable<Subscription> => of(session_id).values(),
    has: (session_id: number): boolean => bySession.has(session_id),
    sessions: (): number[] => [...bySession.keys()],
    all: (): Subscription[] => [...bySession.values()].flatMap((known) => [...known.values()]),
    find: (session_id: number, socket_id: string): Subscription | undefined => of(session_id).get(socket_id),
    ofSocket: (socket_id: string): Subscription[] =>
      [...bySession.values()].flatMap((known) => known.get(socket_id) ?? []),
    /** The accounts that have a socket in the live room of this session. */
    liveAccounts(session_id: number): Set<number> {
      const live = new Set<number>();
      for (const one of of(session_id).values()) if (one.place === 'live') live.add(one.account_id);
      return live;
    },
  };
}
