import { EventEmitter } from 'node:events';
import { type Room, RoomEvent, Track } from 'livekit-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Reception, type Shown } from './reception.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** One thing that somebody sends; the engine offers it by itself. */
function offered(source: Track.Source) {
  return {
    source,
    isDesired: true,
    asked: [] as boolean[],
    setSubscribed(on: boolean) {
      this.isDesired = on;
      this.asked.push(on);
    },
  };
}

type Offered = ReturnType<typeof offered>;

function roomWith(people: Record<number, Offered[]>) {
  const room = new EventEmitter();
  const participants = Object.entries(people).map(([identity, sent]) => ({
    identity,
    trackPublications: new Map(sent.map((one, index) => [String(index), one])),
  }));
  const remoteParticipants = new Map(participants.map((one) => [one.identity, one]));
  return Object.assign(room, { remoteParticipants }) as unknown as Room;
}

const shown = (cameras: number[], changes: Partial<Shown> = {}): Shown => ({
  cameras: new Set(cameras),
  screens: new Set(),
  saving: false,
  ...changes,
});
const LONG = 60_000;

test('what is not looked at is given up after a while, and sound never', () => {
  const near = offered(Track.Source.Camera);
  const far = offered(Track.Source.Camera);
  const sound = offered(Track.Source.Microphone);
  const screen = offered(Track.Source.ScreenShare);
  const screenSound = offered(Track.Source.ScreenShareAudio);
  const reception = new Reception(roomWith({ 1: [near], 2: [far, sound, screen, screenSound] }));
  reception.show(shown([1]));
  expect(far.asked).toEqual([]);
  vi.advanceTimersByTime(LONG);
  expect(far.asked).toEqual([false]);
  expect(screen.asked).toEqual([false]);
  for (const kept of [near, sound, screenSound]) expect(kept.asked).toEqual([]);
});

test('turning back within that while costs nothing; later it is asked for again at once', () => {
  const camera = offered(Track.Source.Camera);
  const reception = new Reception(roomWith({ 1: [camera] }));
  reception.show(shown([]));
  vi.advanceTimersByTime(1_000);
  reception.show(shown([1]));
  vi.advanceTimersByTime(LONG);
  expect(camera.asked).toEqual([]);
  reception.show(shown([]));
  vi.advanceTimersByTime(LONG);
  reception.show(shown([1]));
  expect(camera.asked).toEqual([false, true]);
});

test('being shown the same again does not make the while longer', () => {
  const camera = offered(Track.Source.Camera);
  const reception = new Reception(roomWith({ 1: [camera] }));
  for (let second = 0; second < 6; second++) {
    reception.show(shown([]));
    vi.advanceTimersByTime(1_000);
  }
  expect(camera.asked).toEqual([false]);
});

test('who saves data gives up at once, also what was kept ready', () => {
  const camera = offered(Track.Source.Camera);
  const reception = new Reception(roomWith({ 1: [camera] }));
  reception.show(shown([]));
  reception.show(shown([], { saving: true }));
  expect(camera.asked).toEqual([false]);
  vi.advanceTimersByTime(LONG);
  expect(camera.asked).toEqual([false]);
});

test('what begins to be sent meanwhile is looked at in the same way', () => {
  const room = roomWith({});
  const reception = new Reception(room);
  const early = offered(Track.Source.Camera);
  room.emit(RoomEvent.TrackPublished, early as never, { identity: '1' } as never);
  vi.advanceTimersByTime(LONG);
  expect(early.asked, 'until somebody looks, all is received').toEqual([]);
  reception.show(shown([2]));
  const near = offered(Track.Source.Camera);
  const far = offered(Track.Source.Camera);
  room.emit(RoomEvent.TrackPublished, near as never, { identity: '2' } as never);
  room.emit(RoomEvent.TrackPublished, far as never, { identity: '3' } as never);
  vi.advanceTimersByTime(LONG);
  expect(near.asked).toEqual([]);
  expect(far.asked).toEqual([false]);
});

test('nothing is asked of a connection that is over', () => {
  const camera = offered(Track.Source.Camera);
  const room = roomWith({ 1: [camera] });
  new Reception(room).show(shown([]));
  room.emit(RoomEvent.Disconnected);
  vi.advanceTimersByTime(LONG);
  expect(camera.asked).toEqual([]);
});
