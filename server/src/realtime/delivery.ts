import type { ClientMessages, DeliveredEvent, ServerMessages, SessionView } from '@lectern/contract';
import type { DefaultEventsMap, Socket } from 'socket.io';
import type { SignedIn } from '#accounts/service.ts';
import { deliver } from '#events/policy.ts';
import type { LoggedEvent } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import type { createSubscriptions, Subscription } from './subscriptions.ts';

export type RealtimeSocket = Socket<ClientMessages, ServerMessages, DefaultEventsMap, { signedIn: SignedIn }>;

export interface SocketSubscription extends Subscription {
  socket: RealtimeSocket;
}

/** How many events are read from the log at once. */
const BATCH = 500;

/** After the log could not be read it is tried again this much later, in milliseconds. */
const RETRY_AFTER = 1_000;

export interface DeliveryParts {
  subscriptions: ReturnType<typeof createSubscriptions<SocketSubscription>>;
  readEvents: (session_id: number, after: number, limit: number) => Promise<LoggedEvent[]>;
  readView: (actor: Actor, session_id: number) => Promise<SessionView>;
  onError: (error: unknown) => void;
}

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Brings the log to the sockets. Each subscription has its own place in the log, and a session's events are read from
 * there and sent in order by one loop: what commits while it runs is sent by its next round, so nothing overtakes.
 */
export function createDelivery({ subscriptions, readEvents, readView, onError }: DeliveryParts) {
  const running = new Set<number>();
  const again = new Set<number>();

  /** Sends this session's subscribers what is new. Returns at once; never throws. */
  function publish(session_id: number): void {
    if (running.has(session_id)) {
      again.add(session_id);
      return;
    }
    running.add(session_id);
    run(session_id)
      .catch((error: unknown) => {
        onError(error);
        // Whoever is behind stays behind until it succeeds, whether or not anything new happens.
        setTimeout(() => publish(session_id), RETRY_AFTER).unref();
      })
      .finally(() => running.delete(session_id));
  }

  async function run(session_id: number): Promise<void> {
    do {
      again.delete(session_id);
      const behind = subscriptions.of(session_id).map((one) => one.seq);
      if (behind.length === 0) return;
      const events = await readEvents(session_id, Math.min(...behind), BATCH);
      if (events.length === BATCH) again.add(session_id);
      for (const event of events) {
        for (const subscription of subscriptions.of(session_id)) await send(subscription, event);
      }
    } while (again.has(session_id));
  }

  async function send(subscription: SocketSubscription, logged: LoggedEvent): Promise<void> {
    const { event } = logged;
    if (event.seq <= subscription.seq) return;
    if (changesStanding(event, subscription) && (await renew(subscription))) return;
    subscription.seq = event.seq;
    subscription.socket.emit('event', deliver(logged, subscription));
  }

  /**
   * Looks anew at what the account may see. Where that is not what it was, its events so far do not add up to it:
   * the socket gets a whole view, or is told that there is nothing for it any more. True where it did.
   */
  async function renew(subscription: SocketSubscription): Promise<boolean> {
    const { socket, session_id } = subscription;
    try {
      const view = await readView(socket.data.signedIn, session_id);
      if (view.role === subscription.role) return false;
      subscription.role = view.role;
      subscription.seq = view.seq;
      socket.emit('view', view);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      subscriptions.remove(subscription);
      socket.emit('closed', { session_id, ...error.body });
    }
    return true;
  }

  return { publish };
}

/** Whether an event may change what this account is to the session. */
export function changesStanding(
  event: DeliveredEvent,
  { account_id, role }: Pick<Subscription, 'account_id' | 'role'>,
): boolean {
  switch (event.type) {
    case 'booking.approved':
    case 'booking.rejected':
    case 'booking.withdrawn':
      return event.data.booking.user.id === account_id;
    case 'session.approved':
    case 'session.rejected':
      return role !== 'host';
    default:
      return false;
  }
}
