import { statSync } from 'node:fs';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { roomName } from '#media/room-name.ts';
import type { PublishedTrack } from '#testing/media-publisher.ts';
import { beepingMicrophone, livekitKeys, openRecordedRoom, type RecordedRoom } from '#testing/recorded-room.ts';
import { tonesIn } from '#testing/tones.ts';
import { openClipShelf } from './clip-shelf.ts';
import { createPermission, type PermissionChange } from './permission.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { now } from './recorder-clock.ts';

const TONES = [400, 600, 800, 1_000, 1_200] as const;
type Tone = (typeof TONES)[number];

let microphones: Map<Tone, PublishedTrack>;
let room: RecordedRoom;
let recorder: Recorder;
beforeAll(async () => {
  const made = TONES.map(async (tone) => [tone, await beepingMicrophone(`sine=frequency=${tone}`)] as const);
  microphones = new Map(await Promise.all(made));
});
beforeEach(async () => {
  room = await openRecordedRoom(1);
});
afterEach(async () => {
  await recorder.close('stopped');
  await room.close();
});

const [FIRST, SECOND] = [5, 6];
const patience = { timeout: 60_000 };

/** Begins to record; `change` is what the log says, and `rooms` where people are. */
async function record(places: [account_id: number, breakout_id: number | null][], agreed: number[], breakouts = true) {
  const stays = new Map(places.map(([account_id, breakout_id]) => [account_id, { account_id, breakout_id }] as const));
  const permission = createPermission(
    { seq: 0, phase: 'recording', agreed: new Set(agreed), stays, breakouts },
    now() - 1_000,
  );
  const offered = new Set<string>();
  const open = room.link(1);
  recorder = createRecorder({
    ...{ shelf: openClipShelf({ folder: room.folder, take: 1 }), permission, onDiskFull: () => undefined },
    link: (events, breakout_id) =>
      open(
        {
          ...events,
          streams(told) {
            for (const { track_sid } of told) offered.add(track_sid);
            events.streams(told);
          },
        },
        breakout_id,
      ),
  });
  let seq = 0;
  function change(rooms: number[], ...changes: PermissionChange[]): void {
    const more = permission.apply(changes.map((what) => ({ seq: ++seq, at: Date.now(), change: what })));
    recorder.reviewed({ more, prominent: new Set([1]), rooms: new Set(rooms) });
  }
  await recorder.whenJoined();
  return { change, offered };
}

const publish = (account_id: number, breakout_id: number | null, tone: Tone) => {
  const microphone = microphones.get(tone);
  if (!microphone) throw new Error(`No ${tone} Hz`);
  return room.publish(account_id, [microphone], { breakout_id });
};

const clips = () => room.clips(1);
const told = async () => (await clips()).map((clip) => `${clip.account_id} in ${clip.breakout_id}`).sort();
/** Until exactly these clips are there, and a second of each is written. */
async function until(...expected: string[]): Promise<void> {
  await expect.poll(told, patience).toEqual(expected);
  const smallest = async () => Math.min(...(await clips()).map((clip) => statSync(clip.path).size));
  await expect.poll(smallest, patience).toBeGreaterThan(8_000);
}

const isInside = async (breakout_id: number | null) => {
  const rooms = new RoomServiceClient(room.livekit.url, livekitKeys.apiKey, livekitKeys.apiSecret);
  const listed = await rooms.listParticipants(roomName({ ...mainRoom(1), breakout_id })).catch(() => []);
  return listed.some(({ identity }) => identity === 'recorder-1-1');
};

test('each room is recorded for itself: a tone is in the clips of its own room, and of who refused there is none', async () => {
  await publish(1, null, 400);
  await publish(2, FIRST, 600);
  await publish(3, SECOND, 800);
  await publish(4, FIRST, 1_000);
  const places: [number, number | null][] = [
    [1, null],
    [2, FIRST],
    [3, SECOND],
    [4, FIRST],
  ];
  const { change, offered } = await record(places, [1, 2, 3]);
  change([FIRST, SECOND]);
  await until('1 in null', '2 in 5', '3 in 6');
  // Two goes to the second room, and a hand-made client of theirs goes on sending into the first.
  change([FIRST, SECOND], { kind: 'moved', stay_id: 2, breakout_id: SECOND });
  const moved_at = Date.now();
  await publish(2, SECOND, 1_200);
  await until('1 in null', '2 in 5', '2 in 6', '3 in 6');
  await recorder.close('stopped');

  const heard = new Map<string, number[]>();
  for (const clip of await clips()) {
    heard.set(`${clip.account_id} in ${clip.breakout_id}`, await tonesIn(clip.path, TONES));
    expect(clip.ended_at).not.toBeNull();
  }
  expect(Object.fromEntries(heard)).toEqual({
    '1 in null': [400],
    '2 in 5': [600],
    '2 in 6': [1_200],
    '3 in 6': [800],
  });
  expect(offered.size).toBe(4);
  // Nobody is in two clips at once.
  const [before, after] = (await clips()).filter((clip) => clip.account_id === 2);
  expect(before?.ended_at).toBeLessThanOrEqual(moved_at);
  expect(after?.started_at).toBeGreaterThanOrEqual(before?.ended_at ?? Number.NaN);
  expect((await room.manifest(1)).filter((line) => line.kind === 'trouble')).toEqual([]);
});

test('breakouts that are not recorded are not even entered; where the host has it begin and end, clips do', async () => {
  await publish(1, null, 400);
  await publish(2, FIRST, 600);
  const { change, offered } = await record(
    [
      [1, null],
      [2, FIRST],
    ],
    [1, 2],
    false,
  );
  change([]);
  await until('1 in null');
  expect([await isInside(null), await isInside(FIRST)]).toEqual([true, false]);
  expect(offered.size).toBe(1);

  const on_at = Date.now();
  change([FIRST], { kind: 'breakouts', on: true });
  await until('1 in null', '2 in 5');
  const off_at = Date.now();
  change([], { kind: 'breakouts', on: false });
  const theirs = async () => (await clips()).filter((clip) => clip.breakout_id === FIRST);
  await expect.poll(async () => (await theirs())[0]?.ended_at, patience).not.toBeNull();
  await expect.poll(() => isInside(FIRST), patience).toBe(false);
  const [clip] = await theirs();
  expect(clip?.started_at).toBeGreaterThanOrEqual(on_at);
  expect(clip?.ended_at).toBeLessThanOrEqual(off_at);
  expect(await isInside(null)).toBe(true);
  expect(await theirs()).toHaveLength(1);
  // The main room was not touched by any of it.
  const [main] = (await clips()).filter((one) => one.breakout_id === null);
  expect(main?.ended_at).toBeNull();
});
