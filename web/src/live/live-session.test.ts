// @vitest-environment jsdom
import type { LeaveReason, SessionView } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as api from '#api/live.ts';
import { LiveSession } from './live-session.ts';
import { MediaConnection, type MediaListener } from './media-connection.ts';
import type { MediaLink } from './membership.ts';
import type { SessionStore } from './session-store.ts';
import { feedWith, moderationWith, participant, viewWith } from './testing.ts';
import { thisTab } from './this-tab.ts';

vi.mock('#api/live.ts', () => ({
  startSession: vi.fn(),
  joinLive: vi.fn(),
  leaveLive: vi.fn(async () => undefined),
  endSession: vi.fn(async () => undefined),
  mediaToken: vi.fn(),
  warmMedia: vi.fn(),
  mediaChanged: vi.fn(async () => undefined),
}));
vi.mock('./media-connection.ts', () => ({ MediaConnection: vi.fn() }));

const access = { url: '/livekit', token: 'token', breakout_id: null };
const joined = {
  message: 'Joined live session successfully',
  session: { id: 7, participants: 1 },
  media: access,
} as const;
const refusal = (code: ConstructorParameters<typeof ApiError>[0]) => new ApiError(code);

let listeners: MediaListener[] = [];
const connect = vi.fn(async () => undefined);
let raised = true;
let link: MediaLink = 'connected';
/** Set where the answer about the rights is to be long in coming. */
let raises: Promise<boolean> | null = null;

/** A store whose view the test sets. */
function handStore(first: SessionView) {
  let view = first;
  const readers = new Set<() => void>();
  const store = {
    tryNow: vi.fn(),
    onMoveExpected: () => () => undefined,
    getFeed: () => feedWith(view),
    subscribe: (reader: () => void) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
  };
  const show = (next: SessionView) => {
    view = next;
    for (const reader of readers) reader();
  };
  const leave = (participant_id: number, ended: LeaveReason) =>
    show({
      ...view,
      participants: view.participants.filter((one) => one.id !== participant_id),
      my_stay: { id: participant_id, tab: thisTab(), ended },
    });
  return { store: store as unknown as SessionStore, show, leave };
}

function opened(view: SessionView) {
  const hand = handStore(view);
  const live = new LiveSession(7, hand.store);
  live.open();
  return { live, ...hand };
}

const running = viewWith({}, 'ongoing');
/** Inside, with the stay held by this tab, or by another. */
const insideBy = (tab: string) =>
  viewWith({ participants: [participant(2)], my_stay: { id: 20, tab, ended: null } }, 'ongoing');
const inside = insideBy(thisTab());
const settle = () => vi.advanceTimersByTimeAsync(5_000);
const kind = (live: LiveSession) => live.getState().membership.kind;

beforeEach(() => {
  vi.useFakeTimers();
  listeners = [];
  raised = true;
  raises = null;
  link = 'connected';
  connect.mockReset().mockResolvedValue(undefined);
  vi.mocked(MediaConnection).mockImplementation(function fake(listener: MediaListener) {
    listeners.push(listener);
    return {
      breakout_id: null,
      get link() {
        return link;
      },
      soundBlocked: false,
      startSound: async () => undefined,
      connect,
      whenRaised: async () => raises ?? raised,
      whenReceiving: async () => undefined,
      people: () => new Map(),
      isSending: () => false,
      isMuted: () => false,
      ownTrack: () => undefined,
      close: () => undefined,
    } as unknown as MediaConnection;
  });
  vi.mocked(api.joinLive).mockReset().mockResolvedValue(joined);
  vi.mocked(api.mediaToken).mockReset().mockResolvedValue(access);
  vi.mocked(api.warmMedia).mockReset().mockResolvedValue(access);
  vi.mocked(api.leaveLive).mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the room is drawn once the waiting connection has its rights, or without them after a while', async () => {
  const seeing = opened(running).live;
  await settle();
  await seeing.enter('join');
  expect(kind(seeing)).toBe('inside');

  raises = new Promise(() => undefined);
  const inTheDark = opened(running).live;
  await settle();
  void inTheDark.enter('join');
  await vi.advanceTimersByTimeAsync(200);
  expect(kind(inTheDark)).toBe('entering');
  await vi.advanceTimersByTimeAsync(100);
  expect(kind(inTheDark)).toBe('inside');
});

test('whoever leaves before the server has answered is out', async () => {
  const { live } = opened(running);
  await settle();
  const entering = live.enter('join');
  live.close();
  await entering;
  expect(api.leaveLive).toHaveBeenCalledOnce();
});

test('whoever waits is connected beforehand, and joining uses that connection', async () => {
  const { live, show } = opened(running);
  await settle();
  expect(api.warmMedia).toHaveBeenCalledOnce();
  await live.enter('join');
  show(inside);
  await settle();
  expect(kind(live)).toBe('inside');
  expect(MediaConnection).toHaveBeenCalledOnce();
});

test('where the waiting connection gets no rights, a new one is made with the token of the answer', async () => {
  const { live } = opened(running);
  await settle();
  raised = false;
  await live.enter('join');
  expect(MediaConnection).toHaveBeenCalledTimes(2);
  expect(kind(live)).toBe('inside');
});

test('who waits when it starts is taken in; who comes later is not', async () => {
  const waiting = opened(viewWith({}, 'scheduled'));
  await settle();
  waiting.show(running);
  await settle();
  expect(kind(waiting.live)).toBe('inside');
  expect(kind(opened(running).live)).toBe('outside');
});

test('behind a closed door nobody is taken in when it starts', async () => {
  const { live, show } = opened(viewWith());
  show(viewWith({ seq: 6, moderation: moderationWith({ door_open: false }) }, 'ongoing'));
  await settle();
  expect(kind(live)).toBe('outside');
  expect(api.joinLive).not.toHaveBeenCalled();
});

test('a refusal is kept for the page to show', async () => {
  vi.mocked(api.joinLive).mockRejectedValue(refusal('session_full'));
  const { live } = opened(running);
  await live.enter('join');
  expect(live.getState().membership).toEqual({ kind: 'outside', refusal: 'session_full' });
});

test('another tab that takes over is given way to, until the person says otherwise', async () => {
  const { live } = opened(running);
  await live.enter('join');
  vi.mocked(api.mediaToken).mockRejectedValueOnce(refusal('in_session_elsewhere'));
  listeners.at(-1)?.onLost('elsewhere');
  await settle();
  expect(kind(live)).toBe('elsewhere');
  expect(vi.mocked(api.mediaToken).mock.calls).toEqual([[7, thisTab(), false]]);
  await live.enter('continue');
  expect(kind(live)).toBe('inside');
});

test('the server says that another tab holds the stay: given way to at once, and back only when asked', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  show(insideBy('another-tab'));
  await settle();
  expect(kind(live)).toBe('elsewhere');
  expect(api.mediaToken).not.toHaveBeenCalled();
  await live.enter('continue');
  expect(kind(live)).toBe('inside');
  // What the other tab did before is still in the view; only a change from us to another counts.
  show(insideBy('another-tab'));
  expect(kind(live)).toBe('inside');
});

test('thrown out by another connection of this very tab, it comes back', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  listeners.at(-1)?.onLost('elsewhere');
  await settle();
  expect(kind(live)).toBe('inside');
});

test('a tab that slept through the taking over does not take back', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  vi.mocked(api.mediaToken).mockRejectedValue(refusal('in_session_elsewhere'));
  listeners.at(-1)?.onLost('lost');
  await settle();
  expect(kind(live)).toBe('elsewhere');
  expect(vi.mocked(api.mediaToken).mock.calls).toEqual([[7, thisTab(), false]]);
});

test('a lost connection is made again, for as long as the server is in trouble', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  vi.mocked(api.mediaToken)
    .mockRejectedValueOnce(refusal('unreachable'))
    .mockRejectedValueOnce(refusal('service_unavailable'));
  const before = listeners.length;
  listeners.at(-1)?.onLost('lost');
  expect(live.getState().membership).toEqual({ kind: 'inside', media: 'reconnecting' });
  await settle();
  expect(listeners.length).toBe(before + 1);
  expect(live.getState().membership).toEqual({ kind: 'inside', media: 'connected' });
});

test('what is lost is tried at once, and from the beginning, when the person wants it or the network is back', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  const before = listeners.length;
  link = 'reconnecting';
  listeners.at(-1)?.onChange();
  expect(live.getState().membership).toEqual({ kind: 'inside', media: 'reconnecting' });
  vi.mocked(api.mediaToken).mockRejectedValueOnce(refusal('unreachable'));
  live.tryNow();
  await vi.advanceTimersByTimeAsync(300);
  // Between two tries now; the next one need not be waited for.
  link = 'connected';
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(listeners.length).toBe(before + 1);
  expect(live.getState().membership).toEqual({ kind: 'inside', media: 'connected' });
});

test('who never had picture and sound yet is connecting all the time, not between two tries only', async () => {
  raised = false;
  const seen = new Set<string>();
  const { live } = opened(running);
  await settle();
  link = 'connecting';
  connect.mockClear().mockRejectedValue(new Error('The engine is away'));
  live.subscribe(() => {
    const { membership } = live.getState();
    if (membership.kind === 'inside') seen.add(membership.media);
  });
  void live.enter('join');
  await settle();
  expect(connect.mock.calls.length).toBeGreaterThan(2);
  expect([...seen]).toEqual(['connecting']);
  live.close();
});

test('what works is left alone when one wants to try now', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  const before = listeners.length;
  for (link of ['connected', 'resuming'] as const) {
    live.tryNow();
    await settle();
  }
  expect(listeners.length).toBe(before);
});

test('a wish from while nothing went through comes true once it does', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  await settle();
  const bind = vi.spyOn(live.own, 'bind');
  link = 'reconnecting';
  listeners.at(-1)?.onChange();
  expect(bind).not.toHaveBeenCalled();
  link = 'connected';
  listeners.at(-1)?.onChange();
  expect(bind).toHaveBeenCalledOnce();
  expect(bind.mock.lastCall?.[0]).not.toBeNull();
});

test('dropped as vanished, one joins again by oneself', async () => {
  const { live, show, leave } = opened(running);
  await live.enter('join');
  show(inside);
  vi.mocked(api.mediaToken).mockRejectedValue(refusal('not_in_session'));
  vi.mocked(api.joinLive).mockClear();
  leave(20, 'vanished');
  await settle();
  expect(api.joinLive).toHaveBeenCalledOnce();
  expect(kind(live)).toBe('inside');
});

test.each(['left', 'removed'] as const)('who %s stays out', async (reason) => {
  const { live, show, leave } = opened(running);
  await live.enter('join');
  show(inside);
  vi.mocked(api.joinLive).mockClear();
  leave(20, reason);
  await settle();
  expect(kind(live)).toBe('outside');
  expect(api.joinLive).not.toHaveBeenCalled();
});

test('the end of the session is the end of the connection', async () => {
  const { live, show } = opened(running);
  await live.enter('join');
  show(inside);
  show(viewWith({}, 'completed'));
  await settle();
  expect(kind(live)).toBe('outside');
});

test('an answer that overtakes its event does not throw out whoever started', async () => {
  const { live, show } = opened(viewWith({ role: 'host', my_booking: null }, 'scheduled'));
  vi.mocked(api.startSession).mockResolvedValue({
    message: 'Session started successfully',
    session: { id: 7, status: 'ongoing', started_at: '2026-01-01T10:00:00.000Z', participants: 1 },
    media: access,
  });
  await live.enter('start');
  show(viewWith({ role: 'host', my_booking: null, seq: 6 }, 'scheduled'));
  expect(kind(live)).toBe('inside');
});

test('leaving the page leaves the session', async () => {
  const { live } = opened(running);
  await live.enter('join');
  live.close();
  expect(api.leaveLive).toHaveBeenCalledWith(7);
});

test('looking at the waiting room and going away again leaves nothing', async () => {
  const { live } = opened(running);
  await settle();
  live.close();
  expect(api.leaveLive).not.toHaveBeenCalled();
});
