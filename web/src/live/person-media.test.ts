import { ConnectionQuality, type Room, Track } from 'livekit-client';
import { expect, test } from 'vitest';
import { readPeople } from './person-media.ts';

type Sources = Partial<Record<Track.Source, { isMuted: boolean; videoTrack?: object }>>;

/** As much of a participant as is read. */
const connected = (id: number, sources: Sources = {}, changes: object = {}) => ({
  identity: String(id),
  isSpeaking: false,
  connectionQuality: ConnectionQuality.Excellent,
  getTrackPublication: (source: Track.Source) => sources[source],
  ...changes,
});

const roomOf = (own: object, ...others: { identity: string }[]) =>
  ({
    localParticipant: own,
    remoteParticipants: new Map(others.map((one) => [one.identity, one])),
  }) as unknown as Room;

const nobody = new Map();

test('camera, screen and microphone are told apart, and a muted one is off', () => {
  const camera = {};
  const screen = {};
  const sender = connected(2, {
    [Track.Source.Camera]: { isMuted: false, videoTrack: camera },
    [Track.Source.ScreenShare]: { isMuted: false, videoTrack: screen },
    [Track.Source.Microphone]: { isMuted: true },
  });
  const media = readPeople(roomOf(connected(1), sender), nobody).get(2);
  expect(media).toMatchObject({ camera: true, sharing: true, microphone: false });
  expect(media?.picture).toBe(camera);
  expect(media?.screen).toBe(screen);
});

test('a camera that is on and not received here is on, without a picture', () => {
  const sender = connected(2, { [Track.Source.Camera]: { isMuted: false } });
  expect(readPeople(roomOf(connected(1), sender), nobody).get(2)).toMatchObject({ camera: true, picture: null });
});

test.each([
  [ConnectionQuality.Excellent, 'good'],
  [ConnectionQuality.Good, 'good'],
  [ConnectionQuality.Unknown, 'good'],
  [ConnectionQuality.Poor, 'poor'],
  [ConnectionQuality.Lost, 'lost'],
])('a connection that the engine calls %s is %s', (connectionQuality, quality) => {
  const people = readPeople(roomOf(connected(1, {}, { connectionQuality })), nobody);
  expect(people.get(1)?.quality).toBe(quality);
});

test('who did not change stays the same object, and where nobody did so does the whole', () => {
  const before = readPeople(roomOf(connected(1), connected(2), connected(3)), nobody);
  expect(readPeople(roomOf(connected(1), connected(2), connected(3)), before)).toBe(before);
  const after = readPeople(roomOf(connected(1), connected(2, {}, { isSpeaking: true }), connected(3)), before);
  expect(after).not.toBe(before);
  expect(after.get(3)).toBe(before.get(3));
  expect(after.get(2)?.speaking).toBe(true);
  expect(readPeople(roomOf(connected(1), connected(2, {}, { isSpeaking: true })), after).has(3)).toBe(false);
});
