import { statSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { flashesIn } from '#testing/flashes.ts';
import type { PublishedTrack } from '#testing/media-publisher.ts';
import { probe } from '#testing/probe.ts';
import { beepingMicrophone, flashingCamera, openRecordedRoom, type RecordedRoom } from '#testing/recorded-room.ts';
import { createUdpRelay } from '#testing/udp-relay.ts';
import { openClipShelf } from './clip-shelf.ts';
import type { MediaEvents } from './media-link.ts';
import { createPermission, type Permission, type PermissionBase, type PermissionChange } from './permission.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { now } from './recorder-clock.ts';

let camera: PublishedTrack;
let h264: PublishedTrack;
let microphone: PublishedTrack;
let room: RecordedRoom;
let recorder: Recorder | null = null;
beforeAll(async () => {
  [camera, h264, microphone] = await Promise.all([flashingCamera(), flashingCamera('h264'), beepingMicrophone()]);
});
beforeEach(async () => {
  room = await openRecordedRoom(1);
});
afterEach(async () => {
  await recorder?.close('stopped');
  recorder = null;
  await room.close();
});

const base: PermissionBase = {
  ...{ seq: 0, phase: 'recording', agreed: new Set([1, 2]) },
  stays: new Map([1, 2, 3].map((account_id) => [account_id, { account_id, breakout_id: null }])),
  breakouts: false,
} as const;

/** Begins to record; `streams` are the tracks that LiveKit sends, and `change` is what the log says. */
async function record(reroute?: (line: string) => string) {
  const shelf = openClipShelf({ folder: room.folder, take: 1 });
  const permission: Permission = createPermission(base, now());
  const streams = new Set<string>();
  const open = room.link(1, reroute);
  const link = (events: MediaEvents, breakout_id: number | null) =>
    open(
      {
        ...events,
        streams(told) {
          for (const { track_sid } of told) streams.add(track_sid);
          events.streams(told);
        },
      },
      breakout_id,
    );
  const recording = createRecorder({ shelf, permission, link, onDiskFull: () => undefined });
  recorder = recording;
  await recording.whenJoined();
  let seq = 0;
  function change(what: PermissionChange): number {
    const at = Date.now();
    const more = permission.apply([{ seq: ++seq, at, change: what }]);
    recording.reviewed({ more, prominent: new Set([1]), rooms: new Set() });
    return at;
  }
  return { recording, streams, change };
}

const clips = () => room.clips(1);
const patience = { timeout: 60_000 };
/** Until there are so many clips of which so much is written. */
async function until(count: number, bytes = 1): Promise<void> {
  const sizes = async () => (await clips()).map((clip) => statSync(clip.path).size).filter((size) => size > bytes);
  await expect.poll(async () => (await sizes()).length, patience).toBeGreaterThanOrEqual(count);
}
const trouble = async () => (await room.manifest(1)).flatMap((line) => (line.kind === 'trouble' ? [line.what] : []));

/** Real moments of the flashes in a clip, within their second. */
async function moments(clip: Awaited<ReturnType<typeof clips>>[number]): Promise<number[]> {
  const flashes = await flashesIn(clip.path, clip.codec === 'opus' ? 'sound' : 'picture');
  expect(flashes.length).toBeGreaterThan(2);
  return flashes.map((at) => clip.started_at + at * 1_000);
}

test('people whose clocks are minutes off are in step, and who did not agree is not even asked for', async () => {
  const startAt = Date.now();
  await room.publish(1, [camera, microphone], { clockOff: 7 * 60_000, startAt });
  await room.publish(2, [h264, microphone], { clockOff: -3 * 60_000, startAt });
  await room.publish(3, [camera, microphone], { startAt });
  const { streams, recording } = await record();
  await until(4, 60_000);
  await recording.close('stopped');
  const made = await clips();
  expect(made.map((clip) => `${clip.account_id} ${clip.source} ${clip.codec}`).sort()).toEqual([
    '1 camera vp8',
    '1 microphone opus',
    '2 camera h264',
    '2 microphone opus',
  ]);
  expect(streams.size).toBe(4);
  for (const clip of made) {
    expect((await probe(clip.path)).errors).toBe('');
    expect(clip.ended_at).not.toBeNull();
    for (const moment of await moments(clip)) {
      const off = (((moment - startAt) % 1_000) + 1_000) % 1_000;
      expect(off > 500 ? off - 1_000 : off).toBeGreaterThan(-40);
      expect(off > 500 ? off - 1_000 : off).toBeLessThan(40);
    }
  }
  expect(await trouble()).toEqual([]);
});

test('a pause cuts the clips at its moment, and they go on soon after it', async () => {
  await room.publish(1, [camera, microphone]);
  const { change, recording } = await record();
  await until(2, 20_000);
  const paused_at = change({ kind: 'phase', phase: 'paused' });
  await expect.poll(async () => (await clips()).filter((clip) => clip.ended_at !== null).length, patience).toBe(2);
  const resumed_at = change({ kind: 'phase', phase: 'recording' });
  await until(4, 20_000);
  await recording.close('stopped');
  const made = await clips();
  for (const clip of made.slice(0, 2)) {
    expect(clip.ended_at).toBeLessThanOrEqual(paused_at);
    expect(clip.ended_at).toBeGreaterThan(paused_at - 100);
  }
  for (const clip of made.slice(2)) {
    expect(clip.started_at).toBeGreaterThanOrEqual(resumed_at);
    expect(clip.started_at).toBeLessThan(resumed_at + 2_000);
  }
  for (const clip of made) expect((await probe(clip.path)).errors).toBe('');
});

test('who takes the consent back is recorded until then, and not sent any more', async () => {
  await room.publish(1, [microphone]);
  await room.publish(2, [microphone]);
  const { change } = await record();
  await until(2, 10_000);
  const at = change({ kind: 'agreed', account_id: 2, on: false });
  const theirs = async () => (await clips()).filter((clip) => clip.account_id === 2);
  await expect.poll(async () => (await theirs())[0]?.ended_at, patience).not.toBeNull();
  expect((await theirs())[0]?.ended_at).toBeLessThanOrEqual(at);
  await until(1, 30_000);
  expect(await theirs()).toHaveLength(1);
});

test('a muted microphone stays one gapless clip; a camera that was off begins a new one', async () => {
  const person = await room.publish(1, [camera, microphone]);
  const { recording } = await record();
  await until(2, 20_000);
  person.mute('microphone', true);
  person.mute('camera', true);
  const cameras = async () => (await clips()).filter((clip) => clip.source === 'camera');
  await expect.poll(async () => (await cameras())[0]?.ended_at, patience).not.toBeNull();
  person.mute('microphone', false);
  person.mute('camera', false);
  await expect.poll(async () => (await cameras()).length, patience).toBe(2);
  await until(3, 20_000);
  await recording.close('stopped');
  const made = await clips();
  expect(made.map((clip) => clip.source).sort()).toEqual(['camera', 'camera', 'microphone']);
  for (const clip of made) {
    const found = await probe(clip.path);
    expect(found.errors).toBe('');
    const length = ((clip.ended_at ?? 0) - clip.started_at) / 1_000;
    expect(Math.abs(found.duration - length)).toBeLessThan(0.1);
    if (clip.codec === 'opus') expect(Math.abs(found.packets * 0.02 - length)).toBeLessThan(0.03);
  }
});

test('who comes back is recorded in new clips, on lines that are used again', async () => {
  const first = await room.publish(1, [camera, microphone]);
  const { recording } = await record();
  await until(2, 20_000);
  await first.leave();
  await expect.poll(async () => (await clips()).every((clip) => clip.ended_at !== null), patience).toBe(true);
  await room.publish(2, [camera, microphone]);
  await room.publish(1, [camera, microphone]);
  await until(6, 20_000);
  await recording.close('stopped');
  const made = await clips();
  expect(
    made
      .slice(2)
      .map((clip) => `${clip.account_id} ${clip.source}`)
      .sort(),
  ).toEqual(['1 camera', '1 microphone', '2 camera', '2 microphone']);
  for (const clip of made) expect((await probe(clip.path)).errors).toBe('');
});

describe('between LiveKit and the recorder', () => {
  test('three packets in a hundred and whole bursts are lost: asked for again, it decodes clean and is whole', async () => {
    const relay = await createUdpRelay(room.ports.udp);
    try {
      await room.publish(1, [camera, microphone]);
      await room.publish(2, [h264]);
      const { recording } = await record((line) =>
        line.replaceAll(`127.0.0.1 ${room.ports.udp}`, `127.0.0.1 ${relay.port}`),
      );
      relay.lose({ share: 0.03, burst: 12, burstEvery: 400 });
      await until(3, 70_000);
      await recording.close('stopped');
      expect(relay.lost()).toBeGreaterThan(20);
      for (const clip of await clips()) {
        const found = await probe(clip.path);
        expect(found.errors).toBe('');
        const length = ((clip.ended_at ?? 0) - clip.started_at) / 1_000;
        expect(found.packets * (clip.codec === 'opus' ? 0.02 : 0.04)).toBeGreaterThan(length - 0.5);
      }
    } finally {
      await relay.close();
    }
  });

  test('nothing comes through for a while, or LiveKit is restarted: it comes back by itself', async () => {
    const person = await room.publish(1, [microphone]);
    await record();
    await until(1, 10_000);
    const pid = room.livekit.pid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await expect.poll(trouble, patience).toEqual(['media_away']);
    await person.leave();
    await expect.poll(() => room.livekit.pid() !== pid && room.answers(), patience).toBe(true);
    await room.publish(1, [microphone]);
    await until(2, 10_000);
    const made = await clips();
    expect(made[0]?.ended_at).not.toBeNull();
    for (const clip of made) expect((await probe(clip.path)).errors).toBe('');
  });
});
