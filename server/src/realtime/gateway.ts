import type { Server as HttpServer } from 'node:http';
import {
  type ClientMessages,
  type HangUpReason,
  Hearing,
  Move,
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type ServerMessages,
  Speaking,
  type Spoke,
  Subscribe,
  type Subscribed,
  Unsubscribe,
} from '@lectern/contract';
import { type DefaultEventsMap, Server } from 'socket.io';
import type { SignedIn } from '#accounts/service.ts';
import { isOwnOrigin } from '#http/origin.ts';
import { Refusal } from '#http/refusal.ts';
import type { ViewService } from '#live/view-service.ts';
import type { LocalConnection } from '#presence/service.ts';
import { dropWhenBehind } from './backlog.ts';
import type { Delivery } from './delivery.ts';
import { hangUp } from './hang-up.ts';
import { createMessageLimit } from './message-limit.ts';
import type { RealtimeSocket, Subscription, Subscriptions } from './subscriptions.ts';

/** Half-open connections are noticed within the sum of these two, in milliseconds. */
const PING_EVERY = 4_000;
const PING_TIMEOUT = 4_000;
/** The largest message a client may send, in bytes. */
const LARGEST_MESSAGE = 16_384;
/** All that a client may send. */
const MESSAGES = new Set<keyof ClientMessages>(['subscribe', 'move', 'hearing', 'speaking', 'unsubscribe']);

export interface GatewayParts {
  server: HttpServer;
  publicUrl: string;
  whoIs: (cookie: string | undefined) => Promise<SignedIn | null>;
  views: ViewService;
  subscriptions: Subscriptions;
  delivery: Delivery;
  /** Told where each connection is, for the others to see. */
  notePresence: (connection: LocalConnection) => void;
  refreshPresence: (session_id: number) => void;
  /** Somebody in the live room says whom they do not hear. */
  reportHearing: (listener_id: number, hearing: Hearing) => void;
  /** Somebody in a breakout speaks, or does no more. */
  reportSpeaking: (spoke: Spoke) => void;
  now: () => Date;
  onError: (error: unknown) => void;
}

export type Gateway = ReturnType<typeof createGateway>;

/** The WebSocket side of the API: it delivers events; whatever changes something goes by REST. */
export function createGateway(parts: GatewayParts) {
  const { subscriptions, delivery, views, onError } = parts;
  const limit = createMessageLimit(Date.now);
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
        if (!limit.take(signedIn.id)) return next(new Error('too_many_requests'));
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
    const { id: account_id } = socket.data.signedIn;
    // Everything that a client sends is counted first, known or not.
    socket.use((_message, next) => {
      if (limit.take(account_id)) next();
      else hangUp(socket, 'too_many');
    });
    socket.on('subscribe', (input, answer) => {
      const parsed = Subscribe.safeParse(input);
      if (!parsed.success || typeof answer !== 'function') return hangUp(socket, 'malformed');
      prepare(socket, parsed.data).then(begin(socket, answer), (error: unknown) => {
        if (!(error instanceof Refusal)) onError(error);
        const refusal = error instanceof Refusal ? error : new Refusal('service_unavailable');
        answer({ kind: 'refused', ...refusal.body });
      });
    });
    socket.on('move', (input) => {
      const parsed = Move.safeParse(input);
      if (!parsed.success) return hangUp(socket, 'malformed');
      const { session_id, place, hidden } = parsed.data;
      const subscription = subscriptions.find(session_id, socket.id);
      if (!subscription || (subscription.place === place && subscription.hidden === hidden)) return;
      Object.assign(subscription, { place, hidden, since: parts.now() });
      note(subscription);
    });
    socket.on('hearing', (input) => {
      const parsed = Hearing.safeParse(input);
      if (!parsed.success) return hangUp(socket, 'malformed');
      const subscription = subscriptions.find(parsed.data.session_id, socket.id);
      if (subscription?.place === 'live') parts.reportHearing(account_id, parsed.data);
    });
    socket.on('speaking', (input) => {
      const parsed = Speaking.safeParse(input);
      if (!parsed.success) return hangUp(socket, 'malformed');
      const { session_id, on } = parsed.data;
      const { place, reader } = subscriptions.find(session_id, socket.id) ?? {};
      if (place === 'live' && typeof reader?.breakout_id === 'number')
        parts.reportSpeaking({ session_id, account_id, on });
    });
    socket.on('unsubscribe', (input) => {
      const parsed = Unsubscribe.safeParse(input);
      if (!parsed.success) return hangUp(socket, 'malformed');
      const subscription = subscriptions.find(parsed.data.session_id, socket.id);
      if (subscription) drop(subscription);
    });
    socket.onAny((name) => {
      if (!MESSAGES.has(name)) hangUp(socket, 'malformed');
    });
    socket.on('disconnect', () => subscriptions.ofSocket(socket.id).forEach(drop));
    dropWhenBehind(socket);
  });

  async function prepare(socket: RealtimeSocket, input: Subscribe): Promise<Prepared> {
    if (input.version !== PROTOCOL_VERSION) return { answer: { kind: 'reload', version: PROTOCOL_VERSION } };
    const actor = socket.data.signedIn;
    const { session_id, after, place, hidden } = input;
    const { reader, ...beginning } = await views.begin(actor, session_id, after);
    const now = parts.now();
    return {
      answer: answerOf(beginning, now.toISOString()),
      subscription: {
        session_id,
        account_id: actor.id,
        reader,
        seq: beginning.kind === 'view' ? beginning.view.seq : beginning.seq,
        place,
        hidden,
        since: now,
        knows_presence: false,
        socket,
      },
    };
  }

  /** Answers and subscribes in one breath, so that no event goes out before the answer it continues. */
  function begin(socket: RealtimeSocket, answer: (subscribed: Subscribed) => void) {
    return (prepared: Prepared) => {
      answer(prepared.answer);
      const { subscription } = prepared;
      if (!subscription || !socket.connected) return;
      const known = subscriptions.find(subscription.session_id, socket.id);
      if (known?.place === subscription.place) subscription.since = known.since;
      subscriptions.add(subscription);
      delivery.publish(subscription.session_id);
      note(subscription);
      parts.refreshPresence(subscription.session_id);
    };
  }

  function note(subscription: Subscription): void {
    parts.notePresence(connectionOf(subscription));
  }

  function drop(subscription: Subscription): void {
    subscriptions.remove(subscription);
    const connection = connectionOf(subscription);
    parts.notePresence({ ...connection, place: 'page', was_live: connection.place === 'live' });
  }

  function hangUpWhere(matches: (signedIn: SignedIn) => boolean, reason: HangUpReason): void {
    for (const socket of io.sockets.sockets.values()) if (matches(socket.data.signedIn)) hangUp(socket, reason);
  }

  /** Ends the sockets of one sign-in, or of all of an account's. */
  function disconnect(who: { sign_in_id: number } | { account_id: number }): void {
    hangUpWhere(
      ({ id, sign_in_id }) => ('account_id' in who ? who.account_id === id : who.sign_in_id === sign_in_id),
      'signed_out',
    );
  }

  /** Ends the sockets whose sign-in is over: it may have ended at another server, or by the clock. */
  async function checkSignIns(stillThere: (ids: number[]) => Promise<Set<number>>): Promise<void> {
    limit.tidy();
    const ids = [...io.sockets.sockets.values()].map((socket) => socket.data.signedIn.sign_in_id);
    if (ids.length === 0) return;
    const there = await stillThere([...new Set(ids)]);
    // Only those that were asked about: somebody may have come meanwhile.
    const asked = new Set(ids);
    hangUpWhere(({ sign_in_id }) => asked.has(sign_in_id) && !there.has(sign_in_id), 'signed_out');
  }

  /** Ends every socket, so that the HTTP server can close; the browsers come back by themselves, here or elsewhere. */
  async function close(): Promise<void> {
    hangUpWhere(() => true, 'stopping');
    io.engine.close();
  }

  return { disconnect, checkSignIns, connections: () => subscriptions.all().map(connectionOf), close };
}

interface Prepared {
  answer: Subscribed;
  subscription?: Subscription;
}

type Answerable = { kind: 'events'; events: Events } | { kind: 'view'; view: View };
type Events = Extract<Subscribed, { kind: 'events' }>['events'];
type View = Extract<Subscribed, { kind: 'view' }>['view'];

function answerOf(beginning: Answerable, server_time: string): Subscribed {
  switch (beginning.kind) {
    case 'events':
      return { kind: 'events', server_time, events: beginning.events };
    case 'view':
      return { kind: 'view', server_time, view: beginning.view };
    default:
      return beginning satisfies never;
  }
}

/** Only who may come in is seen to wait: whoever merely looks at the page is nowhere. */
function connectionOf(subscription: Subscription): LocalConnection {
  const { session_id, account_id, reader, place, hidden, since, socket } = subscription;
  return { session_id, socket_id: socket.id, account_id, place: reader.may_enter ? place : 'page', hidden, since };
}
