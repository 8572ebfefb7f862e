import { execFile } from 'node:child_process';
import { statfsSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Recording, SessionView } from '@lectern/contract';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PublishedTrack } from '#testing/media-publisher.ts';
import { probe } from '#testing/probe.ts';
import {
  beepingMicrophone,
  clipsOf,
  flashingCamera,
  livekitKeys,
  openRecordedRoom,
  type RecordedRoom,
} from '#testing/recorded-room.ts';
import { buildTestApp, type Person, type TestApp, type TestClass } from '#testing/test-app.ts';
import { startWorker, type Worker } from '#worker.ts';
import { listTakes, type ManifestLine, readManifest } from './manifest.ts';
import { mendClip } from './mend-clip.ts';

const run = promisify(execFile);
const PATIENCE = { timeout: 60_000, interval: 50 };

let t: TestApp;
let session: TestClass;
let learner: Person;
let room: RecordedRoom;
let worker: Worker | null;
let camera: PublishedTrack;
let microphone: PublishedTrack;
beforeAll(async () => {
  [camera, microphone] = await Promise.all([flashingCamera(), beepingMicrophone()]);
});
beforeEach(async () => {
  t = await buildTestApp({ realClock: true });
  session = await t.newClass({ learners: 1 });
  learner = session.learners[0] ?? session.creator;
  room = await openRecordedRoom(session.id);
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  await room.close();
  await t.close();
});

/** A class in which both send, both agreed, and the host has pressed Record. */
async function beginRecording(): Promise<void> {
  const livekit = { url: room.livekit.url, ...livekitKeys };
  const recordings = { folder: t.recordingsDir, bucket: null, ffmpeg: '/none', atOnce: 2 };
  const settings = { databaseUrl: t.databaseUrl, livekit, recordings, logLevel: 'silent' };
  worker = await startWorker({ settings, onError: () => undefined });
  await command('start');
  for (const person of [session.creator, learner]) {
    // Who starts is in.
    if (person !== session.creator) await command('join_live', person);
    await t.request(person, 'PUT', `/api/sessions/${session.id}/consent/`, { choice: 'recorded' });
    await room.publish(person.id, [camera, microphone]);
  }
  await command('recording/start');
}

async function command(name: string, person = session.creator): Promise<void> {
  const answer = await t.request(person, 'POST', `/api/sessions/${session.id}/${name}/`);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
}

async function latest(): Promise<Recording> {
  const answer = await t.request(session.creator, 'GET', `/api/sessions/${session.id}/recordings/`);
  return Recording.parse(answer.json().items[0]);
}

async function phase() {
  const answer = await t.request(session.creator, 'GET', `/api/sessions/${session.id}/view/`);
  return SessionView.parse(answer.json()).recording?.phase ?? null;
}

const folder = async () => path.join(t.recordingsDir, String((await latest()).id));
const manifest = async (take: number): Promise<ManifestLine[]> => readManifest(await folder(), take);
const clips = async (take: number) => clipsOf(await manifest(take), await folder());

/** Until all four tracks have so many bytes in this take. */
const untilWritten = (take: number, bytes: number) =>
  vi.waitFor(async () => {
    const grown = (await clips(take)).filter((clip) => statSync(clip.path).size > bytes);
    expect(grown).toHaveLength(4);
  }, PATIENCE);

async function recorderPid(take: number): Promise<number> {
  const [host = ''] = await readdir(path.join(t.recordingsDir, 'running'));
  const notes = await readdir(path.join(t.recordingsDir, 'running', host));
  const note = notes.find((name) => name.includes(`-${take}`)) ?? notes[0] ?? '';
  return JSON.parse(await readFile(path.join(t.recordingsDir, 'running', host, note), 'utf8')).recorder.pid;
}

test('killed five times, each time another recorder goes on, and all that was written plays', async () => {
  await beginRecording();
  const kills = 5;
  for (let take = 1; take <= kills; take++) {
    await untilWritten(take, 4_000 + take * 1_500);
    process.kill(await recorderPid(take), 'SIGKILL');
    for (const clip of await clips(take)) {
      // As it was left, and mended: what was flushed a second before is in it.
      expect((await probe(clip.path)).errors).not.toMatch(/Invalid data/);
      expect((await mendClip(clip.path))?.duration).toBeGreaterThan(100);
      expect((await probe(clip.path)).errors).toBe('');
    }
  }
  await untilWritten(kills + 1, 10_000);
  await command('recording/stop');
  await vi.waitFor(async () => expect((await latest()).state).toBe('ready'), PATIENCE);
  expect(await latest()).toMatchObject({ interruptions: kills, stopped: 'host' });
  expect(await listTakes(await folder())).toHaveLength(kills + 1);
  for (const clip of await clips(kills + 1)) expect(clip.ended_at).not.toBeNull();
});

test('a pause in the middle is in no file, and the stop ends the last ones', async () => {
  await beginRecording();
  await untilWritten(1, 10_000);
  await command('recording/pause');
  await vi.waitFor(async () => expect((await clips(1)).every((clip) => clip.ended_at !== null)).toBe(true), PATIENCE);
  await command('recording/resume');
  await vi.waitFor(async () => expect(await clips(1)).toHaveLength(8), PATIENCE);
  await command('recording/stop');
  await vi.waitFor(async () => expect((await latest()).state).toBe('ready'), PATIENCE);
  const log = await t.db.orm.execute<{ type: string; at: string }>(
    `select type, at from session_event where session_id = ${session.id} and type like 'recording.%' order by seq`,
  );
  const at = (type: string) => Date.parse(log.rows.find((row) => row.type === type)?.at ?? '');
  for (const clip of await clips(1)) {
    const before = clip.clip <= 4;
    expect(clip.started_at).toBeGreaterThanOrEqual(at(before ? 'recording.started' : 'recording.resumed'));
    expect(clip.ended_at).toBeLessThanOrEqual(at(before ? 'recording.paused' : 'recording.stopped'));
  }
  expect((await manifest(1)).at(-1)).toMatchObject({ kind: 'closed', reason: 'stopped' });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(mayMount)('a full disk ends the recording, says so, and what was written before is whole', async () => {
  await mkdir(t.recordingsDir, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', t.recordingsDir]);
  try {
    await beginRecording();
    await untilWritten(1, 10_000);
    const { bavail, bsize } = statfsSync(t.recordingsDir);
    writeFileSync(path.join(t.recordingsDir, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - 300_000)));
    await vi.waitFor(async () => expect(await phase()).toBeNull(), PATIENCE);
    const lines = await manifest(1);
    expect(lines.at(-1)).toMatchObject({ kind: 'closed', reason: 'disk_full' });
    expect(lines.filter((line) => line.kind === 'trouble')).toMatchObject([{ what: 'disk_full' }]);
    for (const clip of await clips(1)) {
      expect(clip.ended_at).not.toBeNull();
      expect((await probe(clip.path)).errors).toBe('');
    }
    await vi.waitFor(async () => expect((await latest()).state).toBe('ready'), PATIENCE);
    expect((await latest()).stopped).toBe('disk_full');
  } finally {
    await worker?.stop();
    worker = null;
    await run('umount', ['-l', t.recordingsDir]);
  }
});
