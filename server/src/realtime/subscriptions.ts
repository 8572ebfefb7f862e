import type { Place, ViewRole } from '@lectern/contract';

/** One socket's interest in one session. */
export interface Subscription {
  session_id: number;
  account_id: number;
  role: ViewRole;
  /** The last event it was sent. */
  seq: number;
  place: Place;
  socket: SubscriberSocket;
}

/** The little that delivery needs of a socket. */
export interface SubscriberSocket {
  id: string;
}

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** Who is subscribed to what on this server. */
export function createSubscriptions<S extends Subscription = Subscription>() {
  const bySession = new Map<number, Set<S>>();

  function add(subscription: S): void {
    const known = bySession.get(subscription.session_id) ?? new Set();
    bySession.set(subscription.session_id, known.add(subscription));
  }

  function remove(subscription: S): void {
    const known = bySession.get(subscription.session_id);
    known?.delete(subscription);
    if (known?.size === 0) bySession.delete(subscription.session_id);
  }

  function of(session_id: number): S[] {
    return [...(bySession.get(session_id) ?? [])];
  }

  function find(session_id: number, socket_id: string): S | undefined {
    return of(session_id).find((one) => one.socket.id === socket_id);
  }

  function ofSocket(socket_id: string): S[] {
    return [...bySession.values()].flatMap((known) => [...known].filter((one) => one.socket.id === socket_id));
  }

  /** The accounts that have a socket in the live room of this session. */
  function liveAccounts(session_id: number): Set<number> {
    return new Set(
      of(session_id)
        .filter((one) => one.place === 'live')
        .map((one) => one.account_id),
    );
  }

  return { add, remove, of, find, ofSocket, liveAccounts };
}
