// @vitest-environment jsdom
import { createLocalTracks } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer } from '#settings/preferences.ts';
import type { MediaConnection } from './media-connection.ts';
import { OwnMedia } from './own-media.ts';

vi.mock('livekit-client', () => ({
  createLocalTracks: vi.fn(),
  LocalAudioTrack: class {},
  TrackEvent: { Ended: 'ended', Restarted: 'restarted' },
}));

function newTrack() {
  const track = { stop: vi.fn(), on: () => track, off: () => track, mediaStream: { getTracks: () => [] } };
  return track;
}

/** A connection that sends what it is told to. */
function newConnection() {
  const sent = { microphone: false, camera: false };
  const connection = {
    link: 'connected',
    isSending: (kind: 'microphone' | 'camera') => sent[kind],
    isMuted: () => false,
    ownTrack: () => undefined,
    mayTurnOn: async () => true,
    publish: vi.fn(async () => undefined),
    send: vi.fn(async (kind: 'microphone' | 'camera', wanted: boolean) => {
      sent[kind] = wanted;
    }),
  };
  return { sent, connection: connection as unknown as MediaConnection };
}

beforeEach(() => {
  prefer(DEFAULTS);
  vi.mocked(createLocalTracks).mockImplementation(async () => [newTrack()] as never);
});

function inside() {
  const own = new OwnMedia(() => undefined);
  own.open();
  const { connection, sent } = newConnection();
  own.bind(connection);
  return { own, sent };
}

test('who holds a key is heard for as long as they hold it', async () => {
  const { own, sent } = inside();
  await own.talk(true);
  expect(sent.microphone).toBe(true);
  await own.talk(false);
  expect(sent.microphone).toBe(false);
});

test('a microphone that is on already stays on when the key is let go of', async () => {
  const { own, sent } = inside();
  await own.want('microphone', true);
  await own.talk(true);
  await own.talk(false);
  expect(sent.microphone).toBe(true);
});

test('with push to talk one is silent at once, and comes in silent', async () => {
  const { own, sent } = inside();
  await own.want('microphone', true);
  prefer({ push_to_talk: true });
  await vi.waitFor(() => expect(sent.microphone).toBe(false));

  const next = new OwnMedia(() => undefined);
  await next.want('microphone', true);
  const { connection } = newConnection();
  next.bind(connection);
  expect(next.state.microphone.wanted).toBe(false);
});

test('sound only keeps the camera off until it is chosen no more', async () => {
  const { own, sent } = inside();
  await own.want('camera', true);
  prefer({ data_saver: 'audio_only' });
  await vi.waitFor(() => expect(sent.camera).toBe(false));
  await own.want('camera', true);
  expect(own.state.camera).toMatchObject({ wanted: false, held: 'audio_only' });
  prefer({ data_saver: 'others_cameras_off' });
  expect(own.state.camera.held).toBeNull();
});

test('what the host does not allow is held', async () => {
  const { own, sent } = inside();
  await own.want('microphone', true);
  await own.allow('microphone', false);
  expect(sent.microphone).toBe(false);
  expect(own.state.microphone.held).toBe('locked');
  await own.allow('microphone', true);
  expect(own.state.microphone).toMatchObject({ wanted: false, held: null });
});

test('what is sent besides goes by the same connection, and ends with the stay', () => {
  const { own } = inside();
  const screen = { bind: vi.fn(), leaveRoom: vi.fn(), release: vi.fn() };
  const leave = own.follow(screen);
  expect(screen.bind).toHaveBeenLastCalledWith(expect.objectContaining({ link: 'connected' }));
  own.bind(null);
  expect(screen.bind).toHaveBeenLastCalledWith(null);
  const next = newConnection().connection;
  own.carry(next);
  expect(screen.leaveRoom).toHaveBeenCalledOnce();
  expect(screen.bind).toHaveBeenLastCalledWith(next);
  own.release();
  expect(screen.release).toHaveBeenCalledOnce();
  leave();
  expect(screen.release).toHaveBeenCalledTimes(2);
  own.bind(newConnection().connection);
  expect(screen.bind).toHaveBeenCalledTimes(3);
});
