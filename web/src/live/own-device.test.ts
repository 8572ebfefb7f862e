import { createLocalTracks, type LocalTrack } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import type { MediaConnection } from './media-connection.ts';
import { OwnDevice } from './own-device.ts';

vi.mock('livekit-client', () => ({ createLocalTracks: vi.fn() }));
vi.mock('./device-trouble.ts', async (original) => ({
  ...(await original<typeof import('./device-trouble.ts')>()),
  devicesOffered: () => true,
}));

const newTrack = () => ({ stop: vi.fn(), setDeviceId: vi.fn(async () => true) }) as unknown as LocalTrack;

/** A connection that sends what it is told to, and remembers how. */
function newConnection() {
  let track: LocalTrack | undefined;
  let on = false;
  const connection = {
    link: 'connected',
    isSending: () => on,
    isMuted: () => track !== undefined && !on,
    ownTrack: () => track,
    publish: vi.fn(async (given: LocalTrack) => {
      track = given;
      on = true;
    }),
    send: vi.fn(async (_kind: string, wanted: boolean) => {
      track ??= newTrack();
      on = wanted;
    }),
  };
  const mute = () => {
    on = false;
  };
  return {
    connection: connection as unknown as MediaConnection,
    publish: connection.publish,
    send: connection.send,
    mute,
  };
}

beforeEach(() => {
  vi.mocked(createLocalTracks)
    .mockReset()
    .mockImplementation(async () => [newTrack()]);
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

test('muted by somebody else, the button says off', async () => {
  const device = camera();
  const { connection, mute } = newConnection();
  await device.bind(connection);
  await device.want(true);
  mute();
  device.look();
  expect(device.state.wanted).toBe(false);
});

test('a page that is left while the camera starts lets go of it', async () => {
  const device = camera();
  const wanting = device.want(true);
  device.release();
  await wanting;
  expect(device.state).toMatchObject({ wanted: false, track: null });
});
