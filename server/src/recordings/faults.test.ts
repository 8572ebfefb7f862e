import { type FileHandle, open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Recording, SessionView } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connect, type Database } from '#db/connect.ts';
import { readEventsOf } from '#events/store.ts';
import type { PublishedTrack } from '#testing/media-publisher.ts';
import { probe } from '#testing/probe.ts';
import {
  beepingMicrophone,
  flashingCamera,
  livekitKeys,
  openRecordedRoom,
  type RecordedRoom,
} from '#testing/recorded-room.ts';
import { mayHaveSmallDisk, withSmallDisk } from '#testing/small-disk.ts';
import { buildTestApp, type TestApp, type TestClass } from '#testing/test-app.ts';
import { startWorker, type Worker } from '#worker.ts';
import { SPAN_EVENTS, spansOf } from './spans.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
/** A file that is longer has more in it than its head, in bytes. */
const HEAD = 1_000;

let camera: PublishedTrack;
let microphone: PublishedTrack;
beforeAll(async () => {
  [camera, microphone] = await Promise.all([flashingCamera(), beepingMicrophone()]);
});

let t: TestApp;
let room: TestClass;
let media: RecordedRoom;
let worker: Worker | null = null;
let tick: ReturnType<typeof setInterval>;
const errors: unknown[] = [];
/** What was seen on the disk while it was recorded: the sizes of files, in bytes. */
const seen = new Map<string, number>();
beforeEach(async () => {
  seen.clear();
  t = await buildTestApp({ realClock: true });
  room = await t.newClass({ learners: 1 });
  media = await openRecordedRoom(room.id);
  errors.length = 0;
  // The server's clock, which tests do not run by itself.
  tick = setInterval(() => void t.app.recordingWatch.look().catch((error) => errors.push(error)), 500);
});
afterEach(async () => {
  clearInterval(tick);
  await worker?.stop();
  worker = null;
  await media.close();
  await t.close();
});

async function runWorker(): Promise<void> {
  const livekit = { url: media.livekit.url, ...livekitKeys };
  const recordings = { folder: t.recordingsDir, bucket: null, ffmpeg: '/none', atOnce: 2 };
  const settings = { databaseUrl: t.databaseUrl, livekit, recordings, logLevel: 'warn' };
  worker = await startWorker({ settings, onError: (error) => errors.push(error) });
}

async function command(name: string): Promise<void> {
  const answer = await t.request(room.creator, 'POST', `/api/sessions/${room.id}/${name}/`);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
}

/** The class runs, its creator is in it with sound and picture, and it is being recorded. */
async function record(): Promise<void> {
  await runWorker();
  await command('start');
  await media.publish(room.creator.id, [microphone, camera]);
  await command('recording/start');
  await untilPhase('recording');
}

async function phase() {
  const view = await t.request(room.creator, 'GET', `/api/sessions/${room.id}/view/`);
  return SessionView.parse(view.json()).recording?.phase ?? null;
}
const untilPhase = (wanted: string | null) => vi.waitFor(async () => expect(await phase()).toBe(wanted), PATIENCE);

async function latest(): Promise<Recording> {
  const answer = await t.request(room.creator, 'GET', `/api/sessions/${room.id}/recordings/`);
  return Recording.parse(answer.json().items[0]);
}
const untilState = (wanted: string) =>
  vi.waitFor(async () => {
    const recording = await latest();
    expect(recording.state, JSON.stringify(recording)).toBe(wanted);
    return recording;
  }, PATIENCE);

async function recorderPid(): Promise<number> {
  const running = path.join(t.recordingsDir, 'running');
  return vi.waitFor(async () => {
    const [host = ''] = await readdir(running);
    const notes = await readdir(path.join(running, host));
    const latest = notes.sort((one, other) => takeOf(one) - takeOf(other)).at(-1) ?? '';
    return JSON.parse(await readFile(path.join(running, host, latest), 'utf8')).recorder.pid;
  }, PATIENCE);
}
const takeOf = (note: string) => Number(note.split('-')[1]?.replace('.json', ''));

/** Something is in the files of the latest take: the recorder has begun to receive. */
async function untilSomethingIsWritten(): Promise<void> {
  await vi.waitFor(async () => expect((await look()).length).toBeGreaterThan(1), PATIENCE);
}

/** The files of the latest take that have something in them. */
async function look(): Promise<string[]> {
  const { id } = await latest();
  const { rows } = await t.db.orm.execute<{ take: number }>(`select take from recording where id = ${id}`);
  const take = `take-${rows[0]?.take}`;
  const folder = path.join(t.recordingsDir, String(id));
  const files = (await readdir(path.join(folder, take))).filter((name) => name.endsWith('.webm'));
  const filled: string[] = [];
  for (const file of files.map((name) => path.join(take, name))) {
    const { size } = await stat(path.join(folder, file));
    if (size <= HEAD) continue;
    seen.set(file, size);
    filled.push(file);
  }
  return filled;
}

/** Every file that the recording names decodes without a complaint, and all that was seen on the disk is in them. */
async function expectWhole(recording: Recording): Promise<void> {
  const db: Database = connect(t.databaseUrl, () => {});
  const spans = spansOf(await readEventsOf(db.orm, room.id, SPAN_EVENTS), recording.id);
  await db.close();
  const lengths = spans.map((span) => (Date.parse(span.ended_at) - Date.parse(span.started_at)) / 1_000);
  const captured = lengths.reduce((sum, length) => sum + length, 0);
  expect(recording.duration).toBeCloseTo(captured, 2);
  const { rows } = await t.db.orm.execute<{ file: string; source: string; from_ms: number; to_ms: number }>(
    `select file, source, from_ms, to_ms from recording_clip where recording_id = ${recording.id} order by from_ms`,
  );
  expect(rows.map(({ file }) => file)).toEqual(expect.arrayContaining([...seen.keys()]));
  for (const clip of rows) {
    const file = path.join(t.recordingsDir, String(recording.id), clip.file);
    const found = await probe(file);
    expect(found.errors, clip.file).toBe('');
    expect(found.packets).toBeGreaterThan(0);
    expect(found.duration).toBeGreaterThan((clip.to_ms - clip.from_ms) / 1_000 - 0.2);
    expect((await stat(file)).size, clip.file).toBeGreaterThanOrEqual(seen.get(clip.file) ?? 0);
  }
  for (const source of ['microphone', 'camera']) {
    const held = rows.filter((one) => one.source === source).reduce((sum, one) => sum + one.to_ms - one.from_ms, 0);
    expect(held / 1_000, source).toBeLessThan(captured + 0.1);
  }
}

test('19: a recorder killed five times at random is replaced each time, and what was recorded is playable', async () => {
  await record();
  for (let kills = 1; kills <= 5; kills += 1) {
    await untilPhase('recording');
    await untilSomethingIsWritten();
    // At any moment of what it does.
    await delay(Math.random() * 2_000);
    const pid = await recorderPid();
    await look();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect((await latest()).interruptions).toBe(kills), PATIENCE);
  }
  await untilPhase('recording');
  await untilSomethingIsWritten();
  await command('recording/stop');
  const ready = await untilState('ready');
  expect(ready).toMatchObject({ interruptions: 5, stopped: 'host', failure: null });
  await expectWhole(ready);
});

test('19: its worker killed with it, the clock notices, and the next worker goes on', async () => {
  await record();
  await untilSomethingIsWritten();
  const pid = await recorderPid();
  const gone = worker?.stop();
  process.kill(pid, 'SIGKILL');
  await gone;
  await untilPhase('interrupted');
  await runWorker();
  await untilPhase('recording');
  await untilSomethingIsWritten();
  await command('end');
  const ready = await untilState('ready');
  expect(ready).toMatchObject({ interruptions: 1, stopped: 'session_ended' });
  await expectWhole(ready);
});

test('LiveKit restarted: the same recorder goes on once it is back', async () => {
  await record();
  await untilSomethingIsWritten();
  const recorder = await recorderPid();
  const pid = media.livekit.pid();
  if (pid !== null) process.kill(pid, 'SIGKILL');
  await expect.poll(() => media.livekit.pid() !== pid && media.answers(), PATIENCE).toBe(true);
  await media.publish(room.creator.id, [microphone, camera]);
  const { id } = await latest();
  await vi.waitFor(async () => {
    const text = await readFile(path.join(t.recordingsDir, String(id), 'take-1/manifest.jsonl'), 'utf8');
    expect(text.split('\n').filter((line) => line.includes('"kind":"clip"')).length).toBe(4);
  }, PATIENCE);
  expect(await recorderPid()).toBe(recorder);
  expect(await phase()).toBe('recording');
  await command('recording/stop');
  const ready = await untilState('ready');
  expect(ready.interruptions).toBe(0);
});

const canMount = await mayHaveSmallDisk();

test.runIf(canMount)('20: a full disk ends the recording cleanly, and what was recorded is playable', async () => {
  await withSmallDisk(t.recordingsDir, async () => {
    await record();
    await untilSomethingIsWritten();
    await fill(path.join(t.recordingsDir, 'filler'));
    await untilPhase(null);
    expect(await latest()).toMatchObject({ stopped: 'disk_full' });
    const ready = await untilState('ready');
    expect(ready).toMatchObject({ interruptions: 0, failure: null });
    await expectWhole(ready);
    await command('recording/start');
    await untilPhase(null);
    expect(await untilState('failed')).toMatchObject({ stopped: 'disk_full', failure: 'empty' });
  });
});

/** Takes all the room that there is. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  for (const size of [1024 * 1024, 4_096, 1]) {
    let wrote = 1;
    while (wrote > 0) wrote = await writeOrRefuse(handle, size);
  }
  await handle.close();
}

async function writeOrRefuse(handle: FileHandle, size: number): Promise<number> {
  try {
    return (await handle.write(Buffer.alloc(size))).bytesWritten;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
    return 0;
  }
}

afterAll(() => {
  if (!canMount) console.warn('Fault 20 was not tried: this user may not mount a small disk.');
});
