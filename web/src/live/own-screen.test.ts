// @vitest-environment jsdom
import type { SessionEvent } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import * as api from '#api/screen.ts';
import type { MediaConnection } from './media-connection.ts';
import type { MediaLink } from './membership.ts';
import { OwnScreen } from './own-screen.ts';

vi.mock('#api/screen.ts', () => ({ shareScreen: vi.fn(), stopOwnScreen: vi.fn() }));
vi.mock('./screen-capture.ts', async (original) => ({
  ...(await original<typeof import('./screen-capture.ts')>()),
  captureSize: vi.fn(async () => ({ width: 1_280, height: 720 })),
}));

const MY_STAY = 20;

/** As much of a track as is used. */
function fakeTrack(kind: 'video' | 'audio') {
  const track = Object.assign(new EventTarget(), {
    kind,
    contentHint: '',
    readyState: 'live',
    stop: vi.fn(() => {
      track.readyState = 'ended';
    }),
    clone: () => fakeTrack(kind),
  });
  return track;
}
type FakeTrack = ReturnType<typeof fakeTrack>;

function fakeConnection() {
  const sent = new Set<MediaStreamTrack>();
  let watcher: () => void = () => undefined;
  const connection = {
    link: 'connected' as MediaLink,
    sent,
    change: (link?: MediaLink) => {
      connection.link = link ?? connection.link;
      watcher();
    },
    watch: (given: () => void) => {
      watcher = given;
      return () => {
        watcher = () => undefined;
      };
    },
    whenMaySend: vi.fn(async () => true),
    publish: vi.fn(async (track: MediaStreamTrack) => {
      sent.add(track);
      watcher();
    }),
    unpublish: vi.fn(async (track: MediaStreamTrack) => {
      sent.delete(track);
      watcher();
    }),
    isPublished: (track: MediaStreamTrack) => sent.has(track),
  };
  return connection;
}
const asConnection = (fake: ReturnType<typeof fakeConnection>) => fake as unknown as MediaConnection;

let picture: FakeTrack;
let sound: FakeTrack | null;
const getDisplayMedia = vi.fn(async () => ({
  getVideoTracks: () => [picture],
  getAudioTracks: () => (sound ? [sound] : []),
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getDisplayMedia } });
  picture = fakeTrack('video');
  sound = fakeTrack('audio');
  vi.mocked(api.shareScreen).mockReset().mockResolvedValue({ message: 'You may share your screen' });
  vi.mocked(api.stopOwnScreen).mockReset().mockResolvedValue({ message: 'Screen sharing stopped' });
  getDisplayMedia.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** An error as browsers give it; jsdom's own is of another world. */
const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const settle = () => vi.advanceTimersByTimeAsync(5_000);

async function sharing() {
  const screen = new OwnScreen(7, () => MY_STAY);
  const connection = fakeConnection();
  screen.bind(asConnection(connection));
  await screen.start();
  await settle();
  return { screen, connection };
}

const stopped = (reason: string, participant_id = MY_STAY) =>
  ({ type: 'screen.stopped', data: { participant_id, reason } }) as SessionEvent;

test('first the person chooses, then the server is asked, then it is sent: picture and sound, as copies', async () => {
  const { screen, connection } = await sharing();
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
  expect([...connection.sent].map(({ kind }) => kind)).toEqual(['video', 'audio']);
  expect([...connection.sent]).not.toContain(picture);
  const [asked] = vi.mocked(api.shareScreen).mock.invocationCallOrder;
  expect(getDisplayMedia.mock.invocationCallOrder[0]).toBeLessThan(asked ?? 0);
  expect(asked).toBeLessThan(connection.publish.mock.invocationCallOrder[0] ?? 0);
});

test('the picker opens in the very click', () => {
  const screen = new OwnScreen(7, () => MY_STAY);
  void screen.start();
  expect(getDisplayMedia).toHaveBeenCalledOnce();
});

test('who closes the picker is told nothing; what goes wrong is', async () => {
  const { screen, connection } = { screen: new OwnScreen(7, () => MY_STAY), connection: fakeConnection() };
  screen.bind(asConnection(connection));
  getDisplayMedia.mockRejectedValueOnce(named('NotAllowedError', 'Permission denied'));
  await screen.start();
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
  getDisplayMedia.mockRejectedValueOnce(named('NotAllowedError', 'Permission denied by system'));
  await screen.start();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'trouble', trouble: 'blocked_by_system' } });
  expect(api.shareScreen).not.toHaveBeenCalled();
});

test('where the server says no, the capture ends and the reason stays', async () => {
  vi.mocked(api.shareScreen).mockRejectedValue(new ApiError('screen_taken'));
  const { screen, connection } = await sharing();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'refused', code: 'screen_taken' } });
  expect(picture.stop).toHaveBeenCalled();
  expect(sound?.stop).toHaveBeenCalled();
  expect(connection.publish).not.toHaveBeenCalled();
  screen.explain(null);
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
});

test('stopping ends the capture, what is sent, and the right to it', async () => {
  const { screen, connection } = await sharing();
  screen.stop();
  await settle();
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
  expect(picture.readyState).toBe('ended');
  expect(connection.sent.size).toBe(0);
  expect(api.stopOwnScreen).toHaveBeenCalledOnce();
});

test("the browser's own button is the same, also where the engine hears of it first", async () => {
  const first = await sharing();
  picture.readyState = 'ended';
  picture.dispatchEvent(new Event('ended'));
  expect(first.screen.getState()).toEqual({ kind: 'off', end: null });
  expect(api.stopOwnScreen).toHaveBeenCalledOnce();

  picture = fakeTrack('video');
  const second = await sharing();
  picture.readyState = 'ended';
  second.connection.sent.clear();
  second.connection.change();
  expect(second.screen.getState()).toEqual({ kind: 'off', end: null });
});

test.each(['host', 'replaced', 'locked', 'lost'] as const)(
  'stopped by others (%s): it ends, and says why',
  async (reason) => {
    const { screen, connection } = await sharing();
    screen.hear(stopped(reason, 99));
    expect(screen.getState().kind).toBe('on');
    screen.hear(stopped(reason));
    expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'ended', reason } });
    expect(picture.readyState).toBe('ended');
    await settle();
    expect(connection.sent.size).toBe(0);
    expect(api.shareScreen).toHaveBeenCalledOnce();
  },
);

test('taken away at the engine before the event comes: it is not asked for again, and the reason follows', async () => {
  const { screen, connection } = await sharing();
  connection.sent.clear();
  connection.change();
  await settle();
  expect(screen.getState().kind).toBe('off');
  expect(api.shareScreen).toHaveBeenCalledOnce();
  screen.hear(stopped('host'));
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'ended', reason: 'host' } });
});

test('what one stopped oneself is told of late: what is shared since goes on', async () => {
  const { screen } = await sharing();
  screen.stop();
  picture = fakeTrack('video');
  await screen.start();
  await settle();
  screen.hear(stopped('self'));
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
});

test('with the next connection the same capture goes on, and nobody is asked to choose again', async () => {
  const { screen, connection } = await sharing();
  screen.bind(null);
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: false });
  expect(connection.unpublish).not.toHaveBeenCalled();
  const next = fakeConnection();
  screen.bind(asConnection(next));
  await settle();
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
  expect(next.sent.size).toBe(2);
  expect(getDisplayMedia).toHaveBeenCalledOnce();
  expect(picture.stop).not.toHaveBeenCalled();
});

test('a connection that comes back without it is given it again; one that comes back with it is left alone', async () => {
  const { screen, connection } = await sharing();
  connection.change('reconnecting');
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: false });
  connection.change('connected');
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
  expect(api.shareScreen).toHaveBeenCalledOnce();

  connection.change('reconnecting');
  connection.sent.clear();
  connection.change('connected');
  await settle();
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
  expect(api.shareScreen).toHaveBeenCalledTimes(2);
});

test('coming back, it is asked for until the server is there; a refusal ends it', async () => {
  const { screen } = await sharing();
  screen.bind(null);
  vi.mocked(api.shareScreen).mockRejectedValueOnce(new ApiError('unreachable'));
  vi.mocked(api.shareScreen).mockRejectedValueOnce(new ApiError('service_unavailable'));
  screen.bind(asConnection(fakeConnection()));
  await settle();
  expect(screen.getState()).toMatchObject({ kind: 'on', sent: true });
  screen.bind(null);
  vi.mocked(api.shareScreen).mockRejectedValueOnce(new ApiError('screen_locked'));
  screen.bind(asConnection(fakeConnection()));
  await settle();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'refused', code: 'screen_locked' } });
});

test('stopped while the server is asked: the right that comes too late is given back', async () => {
  let grant: () => void = () => undefined;
  vi.mocked(api.shareScreen).mockReturnValueOnce(
    new Promise((resolve) => {
      grant = () => resolve({ message: 'You may share your screen' });
    }),
  );
  const { screen, connection } = await sharing();
  expect(screen.getState()).toEqual({ kind: 'starting' });
  screen.stop();
  expect(api.stopOwnScreen).toHaveBeenCalledOnce();
  grant();
  await settle();
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
  expect(connection.sent.size).toBe(0);
  expect(api.stopOwnScreen).toHaveBeenCalledTimes(2);
});

test('an engine that does not take it: the person is told, and the right is given back', async () => {
  const screen = new OwnScreen(7, () => MY_STAY);
  const connection = fakeConnection();
  connection.publish.mockRejectedValue(new Error('insufficient permissions'));
  screen.bind(asConnection(connection));
  await screen.start();
  await settle();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'trouble', trouble: 'not_sent' } });
  expect(api.stopOwnScreen).toHaveBeenCalledOnce();
});

test('out of the room: nothing is captured any more, also where the picker is still open', async () => {
  const { screen } = await sharing();
  screen.release();
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
  expect(picture.readyState).toBe('ended');
  // Where another tab takes the place of this one, the stay goes on.
  expect(api.stopOwnScreen).toHaveBeenCalledOnce();

  picture = fakeTrack('video');
  const choosing = screen.start();
  screen.release();
  await choosing;
  expect(picture.readyState).toBe('ended');
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
});

test('in another room it ends, and the person is told why; what was on its way ends too', async () => {
  const { screen, connection } = await sharing();
  screen.leaveRoom();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'ended', reason: 'moved' } });
  expect(picture.readyState).toBe('ended');
  await settle();
  expect(connection.sent.size).toBe(0);
  screen.bind(asConnection(fakeConnection()));
  screen.leaveRoom();
  expect(screen.getState()).toEqual({ kind: 'off', end: { kind: 'ended', reason: 'moved' } });

  picture = fakeTrack('video');
  const choosing = screen.start();
  screen.leaveRoom();
  await choosing;
  expect(picture.readyState).toBe('ended');
  expect(screen.getState()).toEqual({ kind: 'off', end: null });
});
