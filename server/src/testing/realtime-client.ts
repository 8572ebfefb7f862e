import {
  applyEvent,
  type ClientMessages,
  DeliveredEvent,
  HangUp,
  type HangUpReason,
  Heard,
  MoveExpected,
  type Place,
  PROTOCOL_VERSION,
  type Presence,
  PresenceChange,
  REALTIME_PATH,
  Reacted,
  type ServerMessages,
  SessionView,
  Spoke,
  type Subscribe,
  Subscribed,
} from '@lectern/contract';
import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';

export type ClientSocket = Socket<ServerMessages, ClientMessages>;

/** A browser's connection, and no more of a browser than that. */
export function openSocket(origin: string, cookie: string | null, headers: Record<string, string> = {}): ClientSocket {
  return io(origin, {
    path: REALTIME_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(cookie === null ? {} : { cookie }), ...headers },
  });
}

/** The first thing that comes with the event, once it happens. */
export function happening(socket: ClientSocket, event: 'connect' | 'connect_error' | 'disconnect'): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}

export async function subscribe(
  socket: ClientSocket,
  wish: Partial<Subscribe> & { session_id: number },
): Promise<Subscribed> {
  const full: Subscribe = { version: PROTOCOL_VERSION, after: null, place: 'page', hidden: false, ...wish };
  return Subscribed.parse(await socket.timeout(10_000).emitWithAck('subscribe', full));
}

export type Follower = Awaited<ReturnType<typeof follow>>;

/**
 * A browser's side of one session: subscribes, checks and folds what comes, and fails on a gap or a double. With `from`
 * it goes on where an earlier follower stopped, as a browser does after a lost connection.
 */
export async function follow(
  socket: ClientSocket,
  session_id: number,
  { place = 'page' as Place, from = null as SessionView | null } = {},
) {
  const events: DeliveredEvent[] = [];
  const reactions: Reacted[] = [];
  const heard: Heard[] = [];
  const spoke: Spoke[] = [];
  const expected: (number | null)[] = [];
  const hangUps: HangUpReason[] = [];
  const people = new Map<number, Presence>();
  let view = from;
  let views = 0;
  let told = from?.seq ?? 0;
  const fold = (input: unknown) => {
    const event = DeliveredEvent.parse(input);
    if (!view) throw new Error('An event came before the view');
    // Each comes once. One that a whole view has overtaken is in it already, and is told all the same.
    expect(event.seq, JSON.stringify(event)).toBeGreaterThan(told);
    told = event.seq;
    const applied = applyEvent(view, event);
    expect(applied.outcome, JSON.stringify(event)).not.toBe('gap');
    if (applied.outcome === 'applied') view = applied.view;
    events.push(event);
  };
  // What comes in the same breath as the answer is folded after it, as the web app does.
  const held: unknown[] = [];
  let answered = false;
  socket.on('event', (input) => (answered ? fold(input) : held.push(input)));
  socket.on('view', (input) => {
    view = SessionView.parse(input);
    views += 1;
  });
  socket.on('reacted', (input) => reactions.push(Reacted.parse(input)));
  socket.on('heard', (input) => heard.push(Heard.parse(input)));
  socket.on('spoke', (input) => spoke.push(Spoke.parse(input)));
  socket.on('move_expected', (input) => expected.push(MoveExpected.parse(input).breakout_id));
  socket.on('hang_up', (input) => hangUps.push(HangUp.parse(input).reason));
  socket.on('presence', (input) => {
    const change = PresenceChange.parse(input);
    if (change.whole) people.clear();
    for (const one of change.people) people.set(one.user.id, one);
    for (const id of change.gone) people.delete(id);
  });
  const answer = await subscribe(socket, { session_id, place, after: from?.seq ?? null });
  if (answer.kind === 'view') {
    view = answer.view;
    told = view.seq;
  }
  if (answer.kind === 'events') answer.events.forEach(fold);
  answered = true;
  held.forEach(fold);
  return {
    socket,
    events,
    reactions,
    heard,
    spoke,
    /** Where this account was told that it may soon be called. */
    expected,
    hangUps,
    answer,
    view: () => view,
    freshViews: () => views,
    presence: () => people,
    waiting: () => [...people.values()].filter((one) => one.place === 'waiting').map((one) => one.user.id),
    /** The texts of the chat, in order. */
    texts: () => view?.room?.messages.map((one) => one.text) ?? [],
    hearing: (missing: number[], again: number[] = []) => socket.emit('hearing', { session_id, missing, again }),
    speaking: (on: boolean) => socket.emit('speaking', { session_id, on }),
    move: (to: Place, hidden = false) => socket.emit('move', { session_id, place: to, hidden }),
  };
}
