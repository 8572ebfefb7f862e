import { Track } from 'livekit-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoundProbe } from './sound-probe.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Room = ConstructorParameters<typeof SoundProbe>[0];

const stats = (...reports: object[]) => ({ getStats: async () => new Map(reports.map((one, index) => [index, one])) });

const playing = { paused: false, muted: false };
const remoteTrack = (changes: object = {}) => ({
  mediaStreamTrack: { readyState: 'live', enabled: true },
  attachedElements: [playing],
  receiver: stats(
    { type: 'codec' },
    { type: 'inbound-rtp', packetsReceived: 70, totalAudioEnergy: 0.25, timestamp: 9_000 },
  ),
  ...changes,
});

/** A room in which account 3 has this microphone, and one's own is that. */
function roomWith(microphone: object | undefined, own?: object) {
  const publications = (of: object | undefined) => ({
    isSpeaking: false,
    audioLevel: 0.5,
    ...of,
    audioTrackPublications: new Map(),
    getTrackPublication: (source: Track.Source) => (source === Track.Source.Microphone ? of : undefined),
  });
  const room = {
    remoteParticipants: new Map([['3', { identity: '3', ...publications(microphone) }]]),
    localParticipant: { ...publications(own), unpublishTrack: vi.fn(), publishTrack: vi.fn() },
    startAudio: vi.fn(async () => undefined),
  };
  // The probe uses no more of a room than this.
  return { room, probe: new SoundProbe(room as unknown as Room) };
}

test.each([
  ['open', remoteTrack()],
  ['none', undefined],
  ['stopped', remoteTrack({ attachedElements: [] })],
  ['stopped', remoteTrack({ attachedElements: [{ paused: true, muted: false }] })],
  ['stopped', remoteTrack({ mediaStreamTrack: { readyState: 'live', enabled: false } })],
  ['stopped', remoteTrack({ mediaStreamTrack: { readyState: 'ended', enabled: true } })],
])("somebody's microphone is %s", (path, track) => {
  const { probe } = roomWith({ track, isMuted: false, isSpeaking: true });
  expect(probe.incoming()).toEqual([{ account_id: 3, on: true, speaking: true, level: 0.5, path }]);
});

test('of who has no microphone there is nothing, and a muted one is not on', () => {
  expect(roomWith(undefined).probe.incoming()).toEqual([]);
  expect(roomWith({ track: remoteTrack(), isMuted: true }).probe.incoming()).toMatchObject([{ on: false }]);
});

test('what has come of a microphone is read from its statistics', async () => {
  const { probe } = roomWith({ track: remoteTrack(), isMuted: false });
  expect(await probe.count(3)).toEqual({ packets: 70, energy: 0.25 });
  expect(await probe.count(4)).toEqual({ packets: 0, energy: 0 });
  expect(await roomWith({ track: remoteTrack({ receiver: stats() }) }).probe.count(3)).toEqual({
    packets: 0,
    energy: 0,
  });
});

const sender = stats(
  { type: 'media-source', totalAudioEnergy: 0.5 },
  { type: 'outbound-rtp', packetsSent: 80 },
  { type: 'remote-inbound-rtp', timestamp: 12_345 },
);
const ownTrack = { mediaStreamTrack: { id: 'a', muted: false }, sender };

test('the own microphone is read from its statistics', async () => {
  const { probe } = roomWith(undefined, { track: ownTrack, isMuted: false });
  const read = { track: 'a', speaking: false, cut: false, energy: 0.5, packets: 80, acknowledged: 12_345 };
  expect(await probe.outgoing()).toEqual(read);
  expect(await roomWith(undefined, { track: ownTrack, isMuted: true }).probe.outgoing()).toBeNull();
  expect(await roomWith(undefined).probe.outgoing()).toBeNull();
});

test('of who is speaking at the media engine no statistics are asked for', async () => {
  const getStats = vi.fn();
  const { probe } = roomWith(undefined, { track: { ...ownTrack, sender: { getStats } }, isSpeaking: true });
  expect(await probe.outgoing()).toMatchObject({ speaking: true, energy: null });
  expect(getStats).not.toHaveBeenCalled();
});

test('a microphone is asked for anew once the engine has taken the old one back', async () => {
  const asked: [wanted: boolean, had: boolean][] = [];
  const publication = {
    track: remoteTrack() as object | undefined,
    isMuted: false,
    setSubscribed(wanted: boolean) {
      asked.push([wanted, publication.track !== undefined]);
      // The engine takes its time.
      setTimeout(() => {
        publication.track = wanted ? remoteTrack() : undefined;
      }, 700);
    },
  };
  const { probe, room } = roomWith(publication);
  const done = probe.receiveAnew(3);
  await vi.advanceTimersByTimeAsync(2_000);
  await done;
  expect(asked).toEqual([
    [false, true],
    [true, false],
  ]);
  expect(room.startAudio).toHaveBeenCalled();
});

test('and all the same where it does not take the old one back', async () => {
  const asked: boolean[] = [];
  const { probe } = roomWith({ track: remoteTrack(), setSubscribed: (wanted: boolean) => asked.push(wanted) });
  const done = probe.receiveAnew(3);
  await vi.advanceTimersByTimeAsync(5_000);
  await done;
  expect(asked).toEqual([false, true]);
});

test('the own microphone is published anew, the device going on', async () => {
  const { probe, room } = roomWith(undefined, { track: ownTrack, isMuted: false, options: { red: true } });
  await probe.sendAnew();
  expect(room.localParticipant.unpublishTrack).toHaveBeenCalledWith(ownTrack, false);
  expect(room.localParticipant.publishTrack).toHaveBeenCalledWith(ownTrack, { red: true });
});
