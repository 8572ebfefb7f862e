import type { Server as HttpServer } from 'node:http';
import {
  type ClientMessages,
  Move,
  type Place,
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type ServerMessages,
  Subscribe,
  type Subscribed,
  Unsubscribe,
  type User,
} from '@lectern/contract';
import { type DefaultEventsMap, Server } from 'socket.io';
import type { SignedIn } from '#accounts/service.ts';
import { isOwnOrigin } from '#http/origin.ts';
import { Refusal } from '#http/refusal.ts';
import { MOST_EVENTS, type ViewService } from '#live/view-service.ts';
import { changesStanding, type Delivery, type RealtimeSocket, type SocketSubscription } from './delivery.ts';
import type { createSubscriptions } from './subscriptions.ts';

/** Half-open connections are noticed within the sum of these two, in milliseconds. */
const PING_EVERY = 4_000;
const PING_TIMEOUT = 4_000;
/** The largest message a client may send, in bytes. */
const LARGEST_MESSAGE = 16_384;
/** A socket that has not read this much of what it was sent is dropped alone, in bytes. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;

export interface GatewayParts {
  server: HttpServer;
  publicUrl: string;
  whoIs: (cookie: string | undefined) => Promise<SignedIn | null>;
  views: ViewService;
  subscriptions: ReturnType<typeof createSubscriptions<SocketSubscription>>;
  delivery: Delivery;
  now: () => Date;
  onError: (error: unknown) => void;
}

export type Gateway = ReturnType<typeof createGateway>;

/** The WebSocket side of the API: it delivers events; whatever changes something goes by REST. */
export function createGateway(parts: GatewayParts) {
  const { subscriptions, delivery, views, onError } = parts;
  const io = new Server<ClientMessages, ServerMessages, DefaultEventsMap, { signedIn: SignedIn }>(parts.server, {
    path: REALTIME_PATH,
    transports: ['websocket'],
    serveClient: false,
    pingInterval: PING_EVERY,
    pingTimeout: PING_TIMEOUT,
    maxHttpBufferSize: LARGEST_MESSAGE,
    // No compression: nothing here is large, and a small frame cannot unpack to a huge one.
    perMessageDeflate: false,
    allowRequest: (request, decide) =>
      decide(null, isOwnOrigin(request.headers.origin, request.headers.host, parts.publicUrl)),
  });

  io.use((socket, next) => {
    parts.whoIs(socket.handshake.headers.cookie).then(
      (signedIn) => {
        if (!signedIn) return next(new Error('not_authenticated'));
        socket.data.signedIn = signedIn;
        next();
      },
      (error: unknown) => {
        onError(error);
        next(new Error('service_unavailable'));
      },
    );
  });

  io.on('connection', (socket) => {
    socket.on('subscribe', (input, answer) => {
      const parsed = Subscribe.safeParse(input);
      if (!parsed.success || typeof answer !== 'function') return void socket.disconnect(true);
      prepare(socket, parsed.data).then(begin(socket, answer), (error: unknown) => {
        if (!(error instanceof Refusal)) onError(error);
        const refusal = error instanceof Refusal ? error : new Refusal('service_unavailable');
        answer({ kind: 'refused', ...refusal.body });
      });
    });
    socket.on('move', (input) => {
      const parsed = Move.safeParse(input);
      if (!parsed.success) return void socket.disconnect(true);
      const subscription = subscriptions.find(parsed.data.session_id, socket.id);
      if (subscription) moveTo(subscription, parsed.data.place);
    });
    socket.on('unsubscribe', (input) => {
      const parsed = Unsubscribe.safeParse(input);
      if (!parsed.success) return void socket.disconnect(true);
      const subscription = subscriptions.find(parsed.data.session_id, socket.id);
      if (subscription) drop(subscription);
    });
    socket.on('disconnect', () => subscriptions.ofSocket(socket.id).forEach(drop));
    socket.conn.on('packetCreate', () => {
      if (backlog(socket) > LARGEST_BACKLOG) socket.disconnect(true);
    });
  });

  async function prepare(socket: RealtimeSocket, input: Subscribe): Promise<Prepared> {
    if (input.version !== PROTOCOL_VERSION) return { answer: { kind: 'reload', version: PROTOCOL_VERSION } };
    const actor = socket.data.signedIn;
    const { session_id, after, place } = input;
    const view = await views.view(actor, session_id);
    const { role } = view;
    const subscription = { session_id, account_id: actor.id, role, seq: view.seq, place, socket };
    const server_time = parts.now().toISOString();
    if (after !== null && after <= view.seq && view.seq - after <= MOST_EVENTS) {
      const { events } = await views.events(actor, session_id, after);
      // Where what they may see has changed meanwhile, the events do not add up to the view.
      if (!events.some((event) => changesStanding(event, subscription))) {
        const seq = events.at(-1)?.seq ?? after;
        return { answer: { kind: 'events', server_time, events }, subscription: { ...subscription, seq } };
      }
    }
    return { answer: { kind: 'view', server_time, view }, subscription };
  }

  /** Answers and subscribes in one breath, so that no event goes out before the answer it continues. */
  function begin(socket: RealtimeSocket, answer: (subscribed: Subscribed) => void) {
    return (prepared: Prepared) => {
      answer(prepared.answer);
      const { subscription } = prepared;
      if (!subscription || !socket.connected) return;
      const known = subscriptions.find(subscription.session_id, socket.id);
      if (known) subscriptions.remove(known);
      subscriptions.add(subscription);
      delivery.publish(subscription.session_id);
      tellWaiting(subscription.session_id);
    };
  }

  function moveTo(subscription: SocketSubscription, place: Place): void {
    subscription.place = place;
    tellWaiting(subscription.session_id);
  }

  function drop(subscription: SocketSubscription): void {
    subscriptions.remove(subscription);
    if (subscription.place === 'waiting') tellWaiting(subscription.session_id);
  }

  /** Names only, and only to those who may enter themselves. */
  function tellWaiting(session_id: number): void {
    const insiders = subscriptions.of(session_id).filter((one) => one.role !== 'outsider');
    const people = new Map<number, User>();
    for (const { place, socket } of insiders) {
      const { id, first_name, last_name, username } = socket.data.signedIn;
      if (place === 'waiting') people.set(id, { id, first_name, last_name, username });
    }
    for (const { socket } of insiders) socket.emit('waiting', { session_id, people: [...people.values()] });
  }

  /** Ends the sockets of one sign-in, or of all of an account's. */
  function disconnect(who: { sign_in_id: number } | { account_id: number }): void {
    for (const socket of io.sockets.sockets.values()) {
      const { id, sign_in_id } = socket.data.signedIn;
      if ('account_id' in who ? who.account_id === id : who.sign_in_id === sign_in_id) socket.disconnect(true);
    }
  }

  /** Ends every socket, so that the HTTP server can close. */
  async function close(): Promise<void> {
    io.disconnectSockets(true);
    io.engine.close();
  }

  return { disconnect, close };
}

interface Prepared {
  answer: Subscribed;
  subscription?: SocketSubscription;
}

/** The bytes that were sent to a socket and that its other end has not taken yet. */
function backlog(socket: RealtimeSocket): number {
  const transport: unknown = socket.conn.transport;
  if (typeof transport !== 'object' || transport === null || !('socket' in transport)) return 0;
  const { socket: webSocket } = transport;
  if (typeof webSocket !== 'object' || webSocket === null || !('bufferedAmount' in webSocket)) return 0;
  return typeof webSocket.bufferedAmount === 'number' ? webSocket.bufferedAmount : 0;
}
