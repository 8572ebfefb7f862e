import {
  type ClientMessages,
  Closed,
  DeliveredEvent,
  HangUp,
  type HangUpReason,
  Heard,
  type Hearing,
  type Move,
  MoveExpected,
  PresenceChange,
  REALTIME_PATH,
  Reacted,
  type ServerMessages,
  SessionView,
  type Speaking,
  Spoke,
  type Subscribe,
  Subscribed,
} from '@lectern/contract';
import { io, type Socket } from 'socket.io-client';
import { retryDelay } from './retry-delay.ts';

/** The state of the connection that brings events. */
export type LinkState = 'connecting' | 'connected' | 'lost' | 'signed_out';

export interface LinkListener {
  onState: (state: LinkState) => void;
  onEvent: (event: DeliveredEvent) => void;
  onView: (view: SessionView) => void;
  onPresence: (change: PresenceChange) => void;
  onReacted: (reacted: Reacted) => void;
  onHeard: (heard: Heard) => void;
  onSpoke: (spoke: Spoke) => void;
  onMoveExpected: (expected: MoveExpected) => void;
  onClosed: (closed: Closed) => void;
}

export interface RealtimeLink {
  readonly state: LinkState;
  /** Hears all that comes for one session, until the returned function is called. */
  listen: (session_id: number, listener: LinkListener) => () => void;
  /** Rejects where no answer comes in time. */
  subscribe: (message: Subscribe) => Promise<Subscribed>;
  move: (message: Move) => void;
  hearing: (message: Hearing) => void;
  speaking: (message: Speaking) => void;
  /** Does not wait for the next try, nor for one that hangs. */
  tryNow: () => void;
}

export type LinkSocket = Pick<
  Socket<ServerMessages, ClientMessages>,
  'on' | 'emit' | 'timeout' | 'connect' | 'disconnect' | 'connected' | 'active'
>;

/** How long the server may take to answer a subscription, in milliseconds. */
const ANSWER_TIMEOUT = 8_000;
/** How long the connection outlives the last page that wanted it: the next page often follows at once. */
const LINGER = 3_000;
/** How long to stay away at least after the server found that we send too much, in milliseconds. */
const QUARANTINE = 5_000;

export function openSocket(): LinkSocket {
  return io({
    path: REALTIME_PATH,
    transports: ['websocket'],
    autoConnect: false,
    // A server that was restarted is to be found within seconds, by all its clients but not by all at once.
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_000,
    randomizationFactor: 0.5,
  });
}

/** One connection for the whole tab; it stands while somebody listens. Everything that comes in is checked here. */
export function createRealtimeLink(socket: LinkSocket): RealtimeLink {
  const listeners = new Map<number, Set<LinkListener>>();
  let state: LinkState = 'connecting';
  let refusals = 0;
  /** Why the server is about to hang up, as it said itself. */
  let saidReason: HangUpReason | null = null;
  let lingering: ReturnType<typeof setTimeout> | undefined;

  const heard = (session_id: number) => [...(listeners.get(session_id) ?? [])];

  function become(next: LinkState): void {
    state = next;
    for (const of of listeners.values()) for (const listener of of) listener.onState(next);
  }

  function connectLater(least = 0): void {
    setTimeout(
      () => listeners.size > 0 && !socket.connected && socket.connect(),
      least + retryDelay(++refusals, Math.random()),
    );
  }

  /** Only when the server itself hangs up does Socket.IO not come back of its own accord. */
  function afterHangUp(reason: HangUpReason | null): void {
    switch (reason) {
      case 'signed_out':
        become('signed_out');
        return;
      case 'malformed':
      case 'too_many':
        become('lost');
        connectLater(QUARANTINE);
        return;
      case null:
      case 'standing_changed':
      case 'stopping':
        become('lost');
        connectLater();
        return;
      default:
        reason satisfies never;
    }
  }

  socket.on('connect', () => {
    refusals = 0;
    become('connected');
  });
  socket.on('disconnect', (reason) => {
    const said = saidReason;
    saidReason = null;
    if (listeners.size === 0) return;
    if (reason === 'io server disconnect') afterHangUp(said);
    else become('lost');
  });
  socket.on('hang_up', (input) => {
    saidReason = HangUp.safeParse(input).data?.reason ?? null;
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'not_authenticated') return become('signed_out');
    become('lost');
    if (!socket.active) connectLater(error.message === 'too_many_requests' ? QUARANTINE : 0);
  });
  socket.on('event', (input) => {
    const { data } = DeliveredEvent.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onEvent(data);
  });
  socket.on('view', (input) => {
    const { data } = SessionView.safeParse(input);
    if (data) for (const listener of heard(data.session.id)) listener.onView(data);
  });
  socket.on('presence', (input) => {
    const { data } = PresenceChange.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onPresence(data);
  });
  socket.on('reacted', (input) => {
    const { data } = Reacted.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onReacted(data);
  });
  socket.on('heard', (input) => {
    const { data } = Heard.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onHeard(data);
  });
  socket.on('spoke', (input) => {
    const { data } = Spoke.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onSpoke(data);
  });
  socket.on('move_expected', (input) => {
    const { data } = MoveExpected.safeParse(input);
    if (data) for (const listener of heard(data.session_id)) listener.onMoveExpected(data);
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
    hearing(message) {
      if (socket.connected) socket.emit('hearing', message);
    },
    speaking(message) {
      if (socket.connected) socket.emit('speaking', message);
    },
    tryNow() {
      if (listeners.size === 0 || socket.connected || state !== 'lost') return;
      // Without the first, Socket.IO would go on waiting.
      socket.disconnect();
      socket.connect();
    },
  };
}
