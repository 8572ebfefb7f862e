import {
  type ClientMessages,
  Closed,
  DeliveredEvent,
  type Move,
  REALTIME_PATH,
  type ServerMessages,
  SessionView,
  type Subscribe,
  Subscribed,
  Waiting,
} from '@lectern/contract';
import { io, type Socket } from 'socket.io-client';
import { retryDelay } from './retry-delay.ts';

/** The state of the connection that brings events. */
export type LinkState = 'connecting' | 'connected' | 'lost' | 'signed_out';

export interface LinkListener {
  onState: (state: LinkState) => void;
  onEvent: (event: DeliveredEvent) => void;
  onView: (view: SessionView) => void;
  onWaiting: (waiting: Waiting) => void;
  onClosed: (closed: Closed) => void;
}

export interface RealtimeLink {
  readonly state: LinkState;
  /** Hears all that comes for one session, until the returned function is called. */
  listen: (session_id: number, listener: LinkListener) => () => void;
  /** Rejects where no answer comes in time. */
  subscribe: (message: Subscribe) => Promise<Subscribed>;
  move: (message: Move) => void;
}

export type LinkSocket = Pick<
  Socket<ServerMessages, ClientMessages>,
  'on' | 'emit' | 'timeout' | 'connect' | 'disconnect' | 'connected' | 'active'
>;

/** How long the server may take to answer a subscription, in milliseconds. */
const ANSWER_TIMEOUT = 8_000;
/** How long the connection outlives the last page that wanted it: the next page often follows at once. */
const LINGER = 3_000;

export function openSocket(): LinkSocket {
  return io({
    path: REALTIME_PATH,
    transports: ['websocket'],
    autoConnect: false,
    // A server that was restarted is to be found within seconds, by all its clients but not by all at once.
    reconnectionDelay: 400,
    reconnectionDelayMax: 2_000,
    randomizationFactor: 0.5,
  });
}

/** One connection for the whole tab; it stands while somebody listens. Everything that comes in is checked here. */
export function createRealtimeLink(socket: LinkSocket): RealtimeLink {
  const listeners = new Map<number, Set<LinkListener>>();
  let state: LinkState = 'connecting';
  let refusals = 0;
  let lingering: ReturnType<typeof setTimeout> | undefined;

  const heard = (session_id: number) => [...(listeners.get(session_id) ?? [])];

  function become(next: LinkState): void {
    state = next;
    for (const of of listeners.values()) for (const listener of of) listener.onState(next);
  }

  function connectLater(): void {
    setTimeout(
      () => listeners.size > 0 && !socket.connected && socket.connect(),
      retryDelay(++refusals, Math.random()),
    );
  }

  socket.on('connect', () => {
    refusals = 0;
    become('connected');
  });
  socket.on('disconnect', (reason) => {
    if (listeners.size === 0) return;
    become('lost');
    // Only when the server itself hangs up does Socket.IO not come back of its own accord.
    if (reason === 'io server disconnect') connectLater();
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'not_authenticated') return become('signed_out');
    become('lost');
    if (!socket.active) connectLater();
  });
  socket.on('event', (input) => {
    const { data } = DeliveredEvent.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onEvent(data);
  });
  socket.on('view', (input) => {
    const { data } = SessionView.safeParse(input);
    if (data) for (const listener of heard(data.session.id)) listener.onView(data);
  });
  socket.on('waiting', (input) => {
    const { data } = Waiting.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onWaiting(data);
  });
  socket.on('closed', (input) => {
    const { data } = Closed.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onClosed(data);
  });

  function listen(session_id: number, listener: LinkListener): () => void {
    clearTimeout(lingering);
    const of = listeners.get(session_id) ?? new Set();
    listeners.set(session_id, of.add(listener));
    if (!socket.connected) {
      if (state === 'signed_out') state = 'connecting';
      socket.connect();
    }
    return () => {
      of.delete(listener);
      if (of.size > 0) return;
      listeners.delete(session_id);
      if (socket.connected) socket.emit('unsubscribe', { session_id });
      if (listeners.size === 0) lingering = setTimeout(hangUp, LINGER);
    };
  }

  function hangUp(): void {
    socket.disconnect();
    state = 'connecting';
  }

  return {
    get state() {
      return state;
    },
    listen,
    async subscribe(message) {
      const answer: unknown = await socket.timeout(ANSWER_TIMEOUT).emitWithAck('subscribe', message);
      return Subscribed.parse(answer);
    },
    move(message) {
      if (socket.connected) socket.emit('move', message);
    },
  };
}
