import {
  applyEvent,
  DeliveredEvent,
  PROTOCOL_VERSION,
  REALTIME_PATH,
  SessionView,
  Subscribed,
} from '@lectern/contract';
import { io } from 'socket.io-client';
import type { Person } from './person.ts';

/** How long until the next try to connect, in milliseconds. */
const RETRY_EVERY = 50;

export type Listener = ReturnType<typeof listen>;

/**
 * A browser's side of a session over all its connections: it keeps its view, asks for what comes after it, and notes
 * whatever is not the very next event. `said` is the whole chat as it heard it.
 */
export function listen(person: Person, origin: string, session_id: number) {
  const faults: string[] = [];
  const said: { id: number; text: string }[] = [];
  let view: SessionView | null = null;
  let wholeViews = 0;
  let told = 0;
  /** What comes before the answer to the subscription is folded after it; null: nothing is held back. */
  let held: unknown[] | null = [];
  let connections = 0;

  const socket = io(origin, {
    path: REALTIME_PATH,
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: person.cookie },
    reconnectionDelay: RETRY_EVERY,
    reconnectionDelayMax: 4 * RETRY_EVERY,
  });

  socket.on('connect', () => {
    const connection = ++connections;
    held = [];
    const wish = { version: PROTOCOL_VERSION, session_id, after: view?.seq ?? null, place: 'live', hidden: false };
    socket.timeout(20_000).emit('subscribe', wish, (error: Error | null, input: unknown) => {
      // An answer of a connection that is gone: the next one asks anew.
      if (connection !== connections || !socket.connected) return;
      if (error) faults.push(`${person.name}: the subscription was not answered`);
      else begin(input);
    });
  });
  socket.on('disconnect', (reason) => {
    connections += 1;
    held = [];
    if (reason === 'io server disconnect') again();
  });
  socket.on('connect_error', () => {
    if (!socket.active) again();
  });
  socket.on('event', (input: unknown) => (held ? held.push(input) : fold(input)));
  socket.on('view', (input: unknown) => take(SessionView.parse(input)));

  function again(): void {
    setTimeout(() => socket.connect(), RETRY_EVERY);
  }

  function begin(input: unknown): void {
    const answer = Subscribed.parse(input);
    if (answer.kind === 'refused' && answer.code === 'service_unavailable') {
      // PostgreSQL is away: as the web app does, try again.
      socket.disconnect();
      again();
      return;
    }
    if (answer.kind === 'refused' || answer.kind === 'reload') {
      faults.push(`${person.name}: the subscription was answered with ${JSON.stringify(answer)}`);
      return;
    }
    if (answer.kind === 'view') {
      take(answer.view);
      told = answer.view.seq;
    } else answer.events.forEach(fold);
    const waiting = held ?? [];
    held = null;
    waiting.forEach(fold);
  }

  function take(whole: SessionView): void {
    view = whole;
    wholeViews += 1;
  }

  function fold(input: unknown): void {
    const event = DeliveredEvent.parse(input);
    const applied = view ? applyEvent(view, event) : { outcome: 'event before the view' as const };
    // One that a whole view has overtaken is in it already, and is told all the same, once.
    const overtaken = applied.outcome === 'repeat' && event.seq > told;
    if (applied.outcome !== 'applied' && !overtaken) {
      faults.push(`${person.name}: a ${applied.outcome}, ${event.seq} after ${view?.seq}`);
      return;
    }
    told = event.seq;
    if (applied.outcome === 'applied') view = applied.view;
    if (event.type === 'chat.posted') said.push({ id: event.data.message.id, text: event.data.message.text });
  }

  return {
    person,
    faults,
    said,
    view: () => view,
    wholeViews: () => wholeViews,
    isFollowing: () => socket.connected && held === null,
    close: () => socket.disconnect(),
  };
}
