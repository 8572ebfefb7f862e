import { createLocalTracks, type LocalTrack } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer, preferences } from '#settings/preferences.ts';
import type { MediaConnection } from './media-connection.ts';
import { OwnDevice } from './own-device.ts';

vi.mock('livekit-client', () => ({
  createLocalTracks: vi.fn(),
  LocalAudioTrack: class {},
  TrackEvent: { Ended: 'ended', Restarted: 'restarted' },
}));
vi.mock('./device-trouble.ts', async (original) => ({
  ...(await original<typeof import('./device-trouble.ts')>()),
  devicesOffered: () => true,
}));

/** What is plugged in now. */
let plugged: { id: string; label: string }[] = [];
const BUILT_IN = { id: 'a', label: 'Built-in' };
const DESK = { id: 'b', label: 'Desk' };

/** A track of the device that is wished, or else of the first there is. */
function newTrack(options?: unknown) {
  const listeners = new Map<string, () => void>();
  const captured = { readyState: 'live', label: '', getSettings: () => ({ deviceId: '' }) };
  const capture = (wished: unknown) => {
    const device = plugged.find(({ id }) => JSON.stringify(wished ?? null).includes(`"${id}"`)) ?? plugged[0];
    if (!device) throw Object.assign(new Error(), { name: 'NotFoundError' });
    Object.assign(captured, {
      readyState: 'live',
      label: device.label,
      getSettings: () => ({ deviceId: device.id }),
    });
  };
  capture(options);
  const track = {
    stop: vi.fn(() => {
      captured.readyState = 'ended';
    }),
    on: (event: string, listener: () => void) => listeners.set(event, listener) && track,
    off: (event: string) => listeners.delete(event) && track,
    mediaStream: { getTracks: () => [captured] },
    constraints: {},
    restartTrack: vi.fn(async (wished: unknown) => {
      capture(wished);
      listeners.get('restarted')?.();
    }),
    /** The device is pulled out. */
    end: () => {
      captured.readyState = 'ended';
      listeners.get('ended')?.();
    },
  };
  return track as unknown as LocalTrack & { end: () => void; restartTrack: typeof track.restartTrack };
}

/** A connection that sends what it is told to, and remembers how. */
function newConnection() {
  let track: LocalTrack | undefined;
  let on = false;
  let may = true;
  const connection = {
    link: 'connected',
    mayTurnOn: vi.fn(async () => may),
    isSending: () => on,
    isMuted: () => track !== undefined && !on,
    ownTrack: () => track,
    letGo: vi.fn(async () => {
      track = undefined;
      on = false;
    }),
    publish: vi.fn(async (given: LocalTrack) => {
      track = given;
      on = true;
    }),
    send: vi.fn(async (_kind: string, wanted: boolean, options: unknown) => {
      if (wanted && track) await track.restartTrack(track.constraints.deviceId);
      track ??= newTrack(options);
      on = wanted;
    }),
  };
  const mute = () => {
    on = false;
  };
  /** The engine takes the track away. */
  const unpublish = () => {
    track?.stop();
    track = undefined;
    on = false;
  };
  return {
    connection: connection as unknown as MediaConnection,
    unpublish,
    publish: connection.publish,
    send: connection.send,
    letGo: connection.letGo,
    mute,
    /** The right to send is taken. */
    forbid: () => {
      may = false;
    },
    /** The network is gone. */
    lose: () => {
      connection.link = 'reconnecting';
    },
    mayTurnOn: connection.mayTurnOn,
  };
}

beforeEach(() => {
  vi.mocked(createLocalTracks)
    .mockReset()
    .mockImplementation(async (options) => [newTrack(options)]);
  plugged = [BUILT_IN, DESK];
  prefer(DEFAULTS);
});

const camera = () => new OwnDevice('camera', () => undefined);

test('off by default, and no device is touched', () => {
  expect(camera().state).toMatchObject({ wanted: false, track: null });
  expect(createLocalTracks).not.toHaveBeenCalled();
});

test('a preview is what is sent once there is a connection, without asking for the camera again', async () => {
  const device = camera();
  await device.want(true);
  const { track } = device.state;
  const { connection, publish } = newConnection();
  await device.bind(null);
  await device.bind(connection);
  expect(publish).toHaveBeenCalledWith(track);
  expect(createLocalTracks).toHaveBeenCalledOnce();
});

test('from room to room the same track is sent, and the device is not opened again', async () => {
  const device = camera();
  await device.want(true);
  const [first, second] = [newConnection(), newConnection()];
  await device.bind(first.connection);
  const { track } = device.state;
  await device.carry(second.connection);
  expect(first.letGo).toHaveBeenCalledWith(track);
  expect(second.publish).toHaveBeenCalledExactlyOnceWith(track);
  expect(track?.stop).not.toHaveBeenCalled();
  expect(device.state).toMatchObject({ wanted: true, track });
  expect(createLocalTracks).toHaveBeenCalledOnce();
});

test('muted in one room is muted in the next, and unmuting opens no device again', async () => {
  const device = new OwnDevice('microphone', () => undefined);
  await device.want(true);
  const [first, second] = [newConnection(), newConnection()];
  await device.bind(first.connection);
  await device.want(false);
  await device.carry(second.connection);
  expect(second.publish).not.toHaveBeenCalled();
  expect(device.state.wanted).toBe(false);
  const { track } = device.state;
  await device.want(true);
  expect(second.publish).toHaveBeenCalledExactlyOnceWith(track);
  expect(createLocalTracks).toHaveBeenCalledOnce();
});

test('what was carried while it was off is let go of with the connection', async () => {
  const device = new OwnDevice('microphone', () => undefined);
  await device.want(true);
  await device.bind(newConnection().connection);
  await device.want(false);
  await device.carry(newConnection().connection);
  const { track } = device.state;
  await device.bind(null);
  expect(track?.stop).toHaveBeenCalled();
});

test.each([
  ['that is still wanted goes on in the next room', true],
  ['that is not wanted any more is let go of', false],
])('a microphone that was being opened when one moved, and %s', async (_what, wanted) => {
  const device = new OwnDevice('microphone', () => undefined);
  const [first, second] = [newConnection(), newConnection()];
  await device.bind(first.connection);
  let open = () => {};
  const { send } = first;
  const opening = send.getMockImplementation();
  send.mockImplementationOnce(async (...given) => {
    await new Promise<void>((resolve) => {
      open = resolve;
    });
    return opening?.(...given);
  });
  const wanting = device.want(true);
  await vi.waitFor(() => expect(send).toHaveBeenCalled());
  const carrying = device.carry(second.connection);
  const last = wanted ? null : device.want(false);
  open();
  await Promise.all([wanting, carrying, last]);
  const track = first.letGo.mock.lastCall?.at(0);
  expect(track).toBeDefined();
  expect(first.connection.ownTrack('microphone')).toBeUndefined();
  expect(second.connection.isSending('microphone')).toBe(wanted);
  if (wanted) expect(second.publish).toHaveBeenCalledExactlyOnceWith(track);
  else expect((track as unknown as LocalTrack).stop).toHaveBeenCalled();
});

test('off before the connection stays off in it', async () => {
  const device = camera();
  await device.want(true);
  const { track } = device.state;
  await device.want(false);
  expect(track?.stop).toHaveBeenCalled();
  const { connection, publish, send } = newConnection();
  await device.bind(connection);
  expect(publish).not.toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
});

test('of quick clicks the last one counts', async () => {
  const device = camera();
  const { connection } = newConnection();
  await device.bind(connection);
  await Promise.all([device.want(true), device.want(false), device.want(true)]);
  expect(connection.isSending('camera')).toBe(true);
  await Promise.all([device.want(false), device.want(true), device.want(false)]);
  expect(connection.isSending('camera')).toBe(false);
});

test('what was wanted is sent again by the connection after a loss', async () => {
  const device = camera();
  const first = newConnection();
  await device.bind(first.connection);
  await device.want(true);
  await device.bind(null);
  const second = newConnection();
  await device.bind(second.connection);
  expect(second.connection.isSending('camera')).toBe(true);
  expect(device.state.wanted).toBe(true);
});

test('a refused device says why, is off, and can be tried again', async () => {
  vi.mocked(createLocalTracks).mockRejectedValueOnce(Object.assign(new Error(), { name: 'NotAllowedError' }));
  const device = camera();
  await device.want(true);
  expect(device.state).toMatchObject({ wanted: false, busy: false, trouble: 'denied' });
  await device.want(true);
  expect(device.state).toMatchObject({ wanted: true, trouble: null });
});

test('muted by a host, the button says off, and one may turn it on again; who mutes themselves is not told so', async () => {
  const device = camera();
  const { connection, mute } = newConnection();
  await device.bind(connection);
  await device.want(true);
  mute();
  device.look();
  expect(device.state).toMatchObject({ wanted: false, silenced: true });
  await device.want(true);
  expect(device.state).toMatchObject({ wanted: true, silenced: false });
  await device.want(false);
  device.look();
  expect(device.state.silenced).toBe(false);
});

test('what is locked goes off, cannot be turned on, and does not go on by itself afterwards', async () => {
  const device = camera();
  const { connection } = newConnection();
  await device.bind(connection);
  await device.want(true);
  await device.hold('audio_only', true);
  await device.hold('locked', true);
  expect(device.state).toMatchObject({ wanted: false, held: 'locked' });
  await device.want(true);
  expect(connection.isSending('camera')).toBe(false);
  await device.hold('locked', false);
  expect(device.state.held).toBe('audio_only');
  await device.hold('audio_only', false);
  expect(device.state).toMatchObject({ wanted: false, held: null });
  await device.want(true);
  expect(connection.isSending('camera')).toBe(true);
});

test('what the engine took away is opened anew', async () => {
  const device = camera();
  const { connection, publish, unpublish } = newConnection();
  await device.bind(connection);
  await device.want(true);
  await device.hold('locked', true);
  unpublish();
  await device.hold('locked', false);
  await device.want(true);
  expect(publish).not.toHaveBeenCalled();
  expect(connection.isSending('camera')).toBe(true);
  expect(device.state.used).not.toBeNull();
});

test('what a lock of before takes away after it was turned on again, is sent again', async () => {
  const device = camera();
  const { connection, unpublish } = newConnection();
  await device.bind(connection);
  await device.want(true);
  unpublish();
  device.look();
  await vi.waitFor(() => expect(device.state.busy).toBe(false));
  expect(connection.isSending('camera')).toBe(true);
  expect(device.state).toMatchObject({ wanted: true, silenced: false });
});

test('what a lock takes away before it is told of, the button says is off', async () => {
  const device = camera();
  const { connection, unpublish, forbid } = newConnection();
  await device.bind(connection);
  await device.want(true);
  forbid();
  unpublish();
  device.look();
  await vi.waitFor(() => expect(device.state).toMatchObject({ wanted: false, busy: false, silenced: false }));
});

test('what is taken away while it is being turned on is turned on once more, and then the button says what is true', async () => {
  const device = camera();
  const { connection, send, unpublish } = newConnection();
  await device.bind(connection);
  send.mockImplementationOnce(async () => unpublish());
  await device.want(true);
  expect(connection.isSending('camera')).toBe(true);
  await device.want(false);
  send.mockImplementation(async () => undefined);
  await device.want(true);
  expect(device.state).toMatchObject({ wanted: false, busy: false });
});

test('who turns it off again while the right is awaited sends nothing', async () => {
  const device = camera();
  const { connection, send, mayTurnOn } = newConnection();
  await device.bind(connection);
  let arrive = (_may: boolean) => {};
  mayTurnOn.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  const on = device.want(true);
  const off = device.want(false);
  arrive(true);
  await Promise.all([on, off]);
  expect(send).not.toHaveBeenCalled();
});

test('where the connection ends while the right is awaited, the next one sends what is wanted', async () => {
  const device = camera();
  const [lost, next] = [newConnection(), newConnection()];
  await device.bind(lost.connection);
  let answer = (_may: boolean) => {};
  lost.mayTurnOn.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  const on = device.want(true);
  lost.lose();
  answer(false);
  await on;
  expect(device.state).toMatchObject({ wanted: true, busy: false });
  await device.bind(null);
  await device.bind(next.connection);
  expect(next.connection.isSending('camera')).toBe(true);
});

test('without the right to send it stays off, and that is no trouble of the device', async () => {
  const device = camera();
  const { connection, forbid, send } = newConnection();
  forbid();
  await device.bind(connection);
  await device.want(true);
  expect(device.state).toMatchObject({ wanted: false, busy: false, trouble: null });
  expect(send).not.toHaveBeenCalled();
});

test('another device is taken by the same track, and what is shown is what the track says', async () => {
  const device = camera();
  device.offer(plugged);
  const { connection, send } = newConnection();
  await device.bind(connection);
  await device.want(true);
  expect(device.state.used).toEqual(BUILT_IN);
  await device.choose(DESK.id);
  expect(device.state).toMatchObject({ wanted: true, used: DESK, news: null });
  expect(send).toHaveBeenCalledTimes(1);
  expect(preferences().camera_id).toBe(DESK.id);
});

test('a device that does not start leaves the one before in use, and says why', async () => {
  const device = camera();
  const { connection } = newConnection();
  await device.bind(connection);
  await device.want(true);
  const restart = vi.mocked(device.state.track?.restartTrack);
  restart?.mockRejectedValueOnce(Object.assign(new Error(), { name: 'NotReadableError' }));
  await device.choose(DESK.id);
  expect(device.state).toMatchObject({ wanted: true, used: BUILT_IN, trouble: 'in_use' });
  expect(connection.isSending('camera')).toBe(true);
});

test('when a preview loses its device another one steps in, and when it is back one may return to it', async () => {
  prefer({ camera_id: DESK.id });
  const device = camera();
  device.offer(plugged);
  await device.want(true);
  expect(device.state.used).toEqual(DESK);
  plugged = [BUILT_IN];
  device.offer(plugged);
  endOf(device);
  await vi.waitFor(() => expect(device.state.used).toEqual(BUILT_IN));
  expect(device.state.news).toEqual({ kind: 'fell_back', lost: 'Desk', now: 'Built-in', seen: false });
  device.dismissNews();
  expect(device.state.news).toMatchObject({ seen: true });
  plugged = [BUILT_IN, DESK];
  device.offer(plugged);
  expect(device.state).toMatchObject({ used: BUILT_IN, news: { kind: 'back', id: DESK.id, name: 'Desk' } });
  await device.comeBack();
  expect(device.state).toMatchObject({ used: DESK, news: null });
});

test('without another device it is off, and can be turned on when it is back', async () => {
  plugged = [DESK];
  const device = camera();
  device.offer(plugged);
  await device.want(true);
  plugged = [];
  device.offer(plugged);
  endOf(device);
  await vi.waitFor(() => expect(device.state.wanted).toBe(false));
  expect(device.state).toMatchObject({ used: null, news: { kind: 'gone' } });
  plugged = [DESK];
  device.offer(plugged);
  expect(device.state.news).toMatchObject({ kind: 'back', id: DESK.id });
  await device.comeBack();
  expect(device.state).toMatchObject({ wanted: true, used: DESK, news: null });
});

test('where the engine looked for the lost device alone and mutes, another one is taken', async () => {
  prefer({ camera_id: DESK.id });
  const device = camera();
  device.offer(plugged);
  const { connection, mute } = newConnection();
  await device.bind(connection);
  await device.want(true);
  expect(device.state.used).toEqual(DESK);
  plugged = [BUILT_IN];
  device.offer(plugged);
  endOf(device);
  mute();
  device.look();
  await vi.waitFor(() => expect(device.state.used).toEqual(BUILT_IN));
  expect(device.state).toMatchObject({ wanted: true, trouble: null, news: { kind: 'fell_back', lost: 'Desk' } });
  expect(connection.isSending('camera')).toBe(true);
});

test('where the engine finds no other device and mutes, that is a loss and no muting by a host', async () => {
  const device = camera();
  device.offer(plugged);
  const { connection, mute } = newConnection();
  await device.bind(connection);
  await device.want(true);
  plugged = [];
  device.offer(plugged);
  endOf(device);
  mute();
  device.look();
  await vi.waitFor(() => expect(device.state.news).toMatchObject({ kind: 'gone' }));
  expect(device.state).toMatchObject({ wanted: false, silenced: false });
});

function endOf(device: OwnDevice): void {
  const track: unknown = device.state.track;
  if (track && typeof track === 'object' && 'end' in track && typeof track.end === 'function') track.end();
}

test('a page that is left while the camera starts lets go of it', async () => {
  const device = camera();
  const wanting = device.want(true);
  device.release();
  await wanting;
  expect(device.state).toMatchObject({ wanted: false, track: null });
});
