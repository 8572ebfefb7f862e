import type {
  DeliveredEvent,
  Hearing,
  Presence,
  SessionEvent,
  Speaking,
  Subscribe,
  Subscribed,
} from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkListener, LinkState, RealtimeLink } from './realtime-link.ts';
import { SessionStore } from './session-store.ts';
import { participant, person, viewWith } from './testing.ts';

const server_time = '2026-01-01T10:00:00.000Z';

/** A link whose answers the test gives by hand. */
class HandLink implements RealtimeLink {
  state: LinkState = 'connected';
  asked: Subscribe[] = [];
  moved: string[] = [];
  hidden: boolean[] = [];
  heard: Hearing[] = [];
  spoken: boolean[] = [];
  listener: LinkListener | null = null;
  #answer: ((answer: Subscribed) => void) | null = null;

  listen(_session_id: number, listener: LinkListener) {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  }

  subscribe(message: Subscribe) {
    this.asked.push(message);
    return new Promise<Subscribed>((resolve) => {
      this.#answer = resolve;
    });
  }

  move({ place, hidden }: { place: string; hidden: boolean }) {
    this.moved.push(place);
    this.hidden.push(hidden);
  }

  tryNow() {
    this.moved.push('tried');
  }

  hearing(message: Hearing) {
    this.heard.push(message);
  }

  speaking(message: Speaking) {
    this.spoken.push(message.on);
  }

  async answer(answer: Subscribed) {
    this.#answer?.(answer);
    await vi.advanceTimersByTimeAsync(0);
  }

  become(state: LinkState) {
    this.state = state;
    this.listener?.onState(state);
  }
}

const joined = (seq: number, account_id: number): SessionEvent => ({
  session_id: 7,
  seq,
  at: server_time,
  actor_id: account_id,
  type: 'participant.joined',
  data: { participant: participant(account_id) },
});

function names(store: SessionStore) {
  const feed = store.getFeed();
  return feed.kind === 'open' ? feed.view.participants.map((one) => one.user.id) : null;
}

async function opened() {
  const link = new HandLink();
  const store = new SessionStore(link, 7);
  store.open();
  await link.answer({ kind: 'view', server_time, view: viewWith({ seq: 5 }, 'ongoing') });
  return { link, store, hear: (event: DeliveredEvent) => link.listener?.onEvent(event) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(server_time) - 3_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('asks for the whole view first, and knows how far the own clock is off', async () => {
  const { link, store } = await opened();
  expect(link.asked).toMatchObject([{ session_id: 7, after: null, place: 'page' }]);
  expect(store.getFeed()).toMatchObject({ kind: 'open', clock_offset: 3_000, current: true });
});

test('folds events in as they come, and ignores repeats', async () => {
  const { store, hear } = await opened();
  const seen: number[] = [];
  store.onEvent((event) => seen.push(event.seq));
  hear(joined(6, 3));
  hear(joined(6, 3));
  hear({ session_id: 7, seq: 7, type: 'concealed' });
  hear(joined(8, 4));
  expect(names(store)).toEqual([3, 4]);
  expect(seen).toEqual([6, 8]);
});

test('a gap makes it ask for what is missing', async () => {
  const { link, store, hear } = await opened();
  hear(joined(8, 5));
  expect(link.asked.at(-1)).toMatchObject({ after: 5 });
  await link.answer({ kind: 'events', server_time, events: [joined(6, 3), joined(7, 4), joined(8, 5)] });
  expect(names(store)).toEqual([3, 4, 5]);
});

test('what comes while a question is open is folded in after the answer', async () => {
  const link = new HandLink();
  const store = new SessionStore(link, 7);
  store.open();
  link.listener?.onEvent(joined(6, 3));
  await link.answer({ kind: 'view', server_time, view: viewWith({ seq: 5 }, 'ongoing') });
  expect(names(store)).toEqual([3]);
});

test('after a lost connection it goes on from the last event, and says meanwhile that it may be old', async () => {
  const { link, store, hear } = await opened();
  hear(joined(6, 3));
  link.become('lost');
  expect(store.getFeed()).toMatchObject({ current: false });
  link.become('connected');
  expect(link.asked.at(-1)).toMatchObject({ after: 6 });
  await link.answer({ kind: 'events', server_time, events: [joined(7, 4)] });
  expect(names(store)).toEqual([3, 4]);
  expect(store.getFeed()).toMatchObject({ current: true });
});

test('a whole view replaces what was there', async () => {
  const { link, store } = await opened();
  link.listener?.onView(viewWith({ seq: 9, role: 'outsider' }));
  expect(store.getFeed()).toMatchObject({ view: { seq: 9, role: 'outsider' } });
});

test('what a whole view had overtaken is told when it follows, once, and is not folded in again', async () => {
  const { link, store, hear } = await opened();
  const told: number[] = [];
  store.onEvent((event) => told.push(event.seq));
  hear(joined(6, 3));
  // The seventh event brought it, which may come as its number only, and two more had happened when it was read.
  link.listener?.onView(viewWith({ seq: 9, participants: [participant(8), participant(9)] }, 'ongoing'));
  hear({ session_id: 7, seq: 7, type: 'concealed' });
  for (const seq of [8, 9, 9, 10]) hear(joined(seq, seq));
  expect(told).toEqual([6, 8, 9, 10]);
  expect(names(store)).toEqual([8, 9, 10]);
  expect(store.getRecentEvents().map((event) => event.seq)).toEqual([6, 8, 9, 10]);
});

test('a server in trouble is asked again; a refusal is shown', async () => {
  const link = new HandLink();
  const store = new SessionStore(link, 7);
  store.open();
  await link.answer({ kind: 'refused', error: '', code: 'service_unavailable' });
  expect(store.getFeed().kind).toBe('loading');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(link.asked).toHaveLength(2);
  await link.answer({ kind: 'refused', error: '', code: 'session_not_found' });
  expect(store.getFeed()).toEqual({ kind: 'refused', code: 'session_not_found' });
});

test('the server learns where this tab is, also when that changes while it is asked', async () => {
  const link = new HandLink();
  const store = new SessionStore(link, 7);
  store.open();
  store.moveTo('waiting');
  await link.answer({ kind: 'view', server_time, view: viewWith() });
  expect(link.moved.at(-1)).toBe('waiting');
});

test('the server learns whether this tab is in sight, and only when that changes', async () => {
  const { link, store } = await opened();
  store.setHidden(true);
  store.setHidden(true);
  expect(link.hidden).toEqual([true]);
  link.become('lost');
  link.become('connected');
  expect(link.asked.at(-1)).toMatchObject({ hidden: true });
});

test('who is where is told whole, then by what changes', async () => {
  const { link, store } = await opened();
  const at = (id: number, away: Presence['away'] = null): Presence => ({
    user: person(id),
    place: 'live',
    away,
    since: server_time,
  });
  const away = () => {
    const feed = store.getFeed();
    return feed.kind === 'open' ? [...feed.presence].map(([id, one]) => [id, one.away]) : null;
  };
  link.listener?.onPresence({ session_id: 7, whole: true, people: [at(2), at(3)], gone: [] });
  link.listener?.onPresence({ session_id: 7, whole: false, people: [at(3, 'hidden'), at(4)], gone: [2] });
  expect(away()).toEqual([
    [3, 'hidden'],
    [4, null],
  ]);
  link.listener?.onPresence({ session_id: 7, whole: true, people: [at(5)], gone: [] });
  expect(away()).toEqual([[5, null]]);
});

test('a reaction is told to whoever listens, and kept nowhere', async () => {
  const { link, store } = await opened();
  const heard: number[] = [];
  const stop = store.onReacted((reacted) => heard.push(reacted.account_id));
  link.listener?.onReacted({ session_id: 7, account_id: 3, emoji: '👏' });
  stop();
  link.listener?.onReacted({ session_id: 7, account_id: 4, emoji: '👏' });
  expect(heard).toEqual([3]);
});

test('whom one does not hear is told to the server, and who does not hear one to whoever listens', async () => {
  const { link, store } = await opened();
  store.tellHearing([3], [4]);
  expect(link.heard).toEqual([{ session_id: 7, missing: [3], again: [4] }]);
  const told: unknown[] = [];
  const stop = store.onHeard((heard) => told.push(heard));
  const heard = { session_id: 7, listener_id: 3, hears: false };
  link.listener?.onHeard(heard);
  stop();
  link.listener?.onHeard(heard);
  expect(told).toEqual([heard]);
});

test('whether one speaks is told to the server, and who speaks elsewhere to whoever listens', async () => {
  const { link, store } = await opened();
  store.tellSpeaking(true);
  expect(link.spoken).toEqual([true]);
  const told: unknown[] = [];
  const stop = store.onSpoke((spoke) => told.push(spoke));
  const spoke = { session_id: 7, account_id: 3, on: true };
  link.listener?.onSpoke(spoke);
  stop();
  link.listener?.onSpoke(spoke);
  expect(told).toEqual([spoke]);
});

test('where one may soon be called is told to whoever listens', async () => {
  const { link, store } = await opened();
  const told: unknown[] = [];
  const stop = store.onMoveExpected((expected) => told.push(expected));
  const expected = { session_id: 7, breakout_id: 31 };
  link.listener?.onMoveExpected(expected);
  stop();
  link.listener?.onMoveExpected(expected);
  expect(told).toEqual([expected]);
});

test('a page of another version asks to be loaded again', async () => {
  const link = new HandLink();
  const store = new SessionStore(link, 7);
  store.open();
  await link.answer({ kind: 'reload', version: 3 });
  expect(store.getFeed()).toEqual({ kind: 'outdated' });
});
