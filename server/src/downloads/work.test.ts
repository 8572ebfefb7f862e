import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { DownloadKind } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKeptRecordings, type KeptRecordings } from '#recordings/kept-recordings.ts';
import { listConsents } from '#recordings/live-store.ts';
import {
  colourAt,
  complaintsAbout,
  loudness,
  type MadeClips,
  makeClips,
  probe,
  samplesOf,
} from '#testing/made-clips.ts';
import { newRecordedClass, type RecordedClass } from '#testing/recorded-class.ts';
import { startStore, type TestStore } from '#testing/s3-store.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';
import { createDownloadWork } from './work.ts';

let t: TestApp;
let made: MadeClips;
let store: TestStore;
let room: RecordedClass;
let lotte: Person;
let clips: Record<'camera' | 'host' | 'learner', Buffer>;
const errors: unknown[] = [];
beforeAll(async () => {
  t = await buildTestApp();
  made = await makeClips();
  store = await startStore();
  clips = {
    camera: await readFile(await made.picture('host.webm', { seconds: 10, colour: 'red' })),
    host: await readFile(await made.sound('host-sound.webm', { seconds: 10, hertz: 440 })),
    learner: await readFile(await made.sound('learner.webm', { seconds: 5, hertz: 1_000 })),
  };
});
afterAll(async () => {
  await Promise.all([made.close(), store.close()]);
  await t.close();
});

beforeEach(async () => {
  errors.length = 0;
  room = await newRecordedClass(t);
  [lotte] = room.learners as [Person];
  // While a session runs, composing stands back on a busy machine, for as long as it is busy.
  t.clock.forward(180_000);
  await t.request(room.creator, 'POST', `/api/sessions/${room.id}/end/`);
  // Ten seconds of it, so that a test is no lesson.
  await t.db.orm.execute(`update recording set duration_ms = 10000 where id = ${room.recording_id}`);
  await room.clip(room.creator.id, 'camera', 0, 10, clips.camera);
  await room.clip(room.creator.id, 'microphone', 0, 10, clips.host);
  await room.clip(lotte.id, 'microphone', 5, 10, clips.learner);
});

function workWith(options: { ffmpeg?: string; kept?: KeptRecordings } = {}) {
  return createDownloadWork({
    db: t.db,
    kept: room.kept,
    ffmpeg: 'ffmpeg',
    readConsents: (id) => listConsents(t.db.orm, id, null),
    onError: (error) => errors.push(error),
    ...options,
  });
}

const ask = async (kind: DownloadKind) => {
  const answer = await t.request(room.creator, 'POST', `/api/recordings/${room.recording_id}/downloads/${kind}/`);
  expect(answer.statusCode, answer.body).toBe(202);
  return { recording_id: room.recording_id, kind };
};
const stateOf = async (kind: DownloadKind) => {
  const answer = await t.request(room.creator, 'GET', `/api/recordings/${room.recording_id}/downloads/`);
  return answer.json().items.find((one: { kind: DownloadKind }) => one.kind === kind);
};
const running = { signal: new AbortController().signal, is_last_try: false };
const inFolder = () => readdir(room.kept.folder(room.recording_id)).catch(() => null);

test('a file that was asked for is made, once, and can be downloaded', async () => {
  const job = await ask('video');
  const work = workWith();
  await work.compose(job, running);
  const ready = await stateOf('video');
  expect(ready).toMatchObject({ state: 'ready', progress: 100, failure: null });
  const url = `/api/recordings/${room.recording_id}/downloads/video/`;
  const answer = await t.request(room.creator, 'GET', url);
  expect(answer.rawPayload).toHaveLength(ready.size);
  const file = path.join(made.dir, 'answer.mp4');
  await writeFile(file, answer.rawPayload);
  expect((await probe(file)).duration).toBeCloseTo(10, 1);
  expect(await complaintsAbout(file)).toBe('');
  expect((await colourAt(file, 5, 300, 300))[0]).toBeGreaterThan(200);
  const samples = await samplesOf(file);
  expect(loudness(samples, 440, 0, 10)).toBeGreaterThan(0.05);
  expect(loudness(samples, 1_000, 5.1, 9.9)).toBeGreaterThan(0.05);
  expect(loudness(samples, 1_000, 0, 4.9)).toBeLessThan(0.002);
  expect((await inFolder())?.sort()).toEqual(['downloads', 'take-1']);
  await work.compose(job, running);
  expect(await stateOf('video')).toEqual(ready);
});

test('without an ffmpeg it fails at once and says so, and costs nothing else; asked for again it is tried again', async () => {
  const job = await ask('audio');
  const without = workWith({ ffmpeg: 'no-such-program' });
  await without.compose(job, running);
  expect(await stateOf('audio')).toMatchObject({ state: 'failed', failure: 'no_ffmpeg' });
  await without.makePoster(room.recording_id);
  expect(errors).toHaveLength(1);
  expect(await inFolder()).toEqual(['take-1']);
  await ask('audio');
  await workWith().compose(job, running);
  expect(await stateOf('audio')).toMatchObject({ state: 'ready' });
});

test('where the disk is full it says so and leaves no half files', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-ffmpeg-'));
  const ffmpeg = path.join(dir, 'ffmpeg');
  const script = ['case "$*" in *-encoders*) exec ffmpeg "$@";; esac', 'head -c 1000 /dev/zero > half.flac'].join('\n');
  await writeFile(
    ffmpeg,
    `#!/bin/sh\n${script}\necho 'av_interleaved_write_frame(): No space left on device' >&2\nexit 228\n`,
  );
  await chmod(ffmpeg, 0o700);
  await workWith({ ffmpeg }).compose(await ask('audio'), running);
  expect(await stateOf('audio')).toMatchObject({ state: 'failed', failure: 'storage_full' });
  expect(await inFolder()).toEqual(['take-1']);
  await rm(dir, { recursive: true });
});

test('what goes wrong is tried again, and the last time it fails', async () => {
  const job = await ask('audio');
  await rm(room.kept.path(room.recording_id, 'take-1/2.webm'));
  await expect(workWith().compose(job, running)).rejects.toThrow('missing');
  expect(await stateOf('audio')).toMatchObject({ state: 'composing' });
  await expect(workWith().compose(job, { ...running, is_last_try: true })).rejects.toThrow('missing');
  expect(await stateOf('audio')).toMatchObject({ state: 'failed', failure: 'internal' });
  expect(await inFolder()).toEqual(['take-1']);
});

test('a worker that stops leaves its pieces to the next', async () => {
  const job = await ask('audio');
  const stop = new AbortController();
  stop.abort(new Error('the worker stops'));
  await expect(workWith().compose(job, { signal: stop.signal, is_last_try: true })).rejects.toThrow('the worker stops');
  expect(await stateOf('audio')).toMatchObject({ state: 'composing' });
  expect(await inFolder()).toContain('scratch-audio');
  await workWith().compose(job, running);
  expect(await stateOf('audio')).toMatchObject({ state: 'ready' });
});

test('of a recording that is deleted meanwhile nothing is left', async () => {
  const job = await ask('video');
  const work = workWith();
  const { adopt } = room.kept;
  const kept: KeptRecordings = {
    ...room.kept,
    async adopt(...args) {
      const size = await adopt(...args);
      await t.db.orm.execute(`update recording set deleted_at = now() where id = ${room.recording_id}`);
      return size;
    },
  };
  await workWith({ kept })
    .compose(job, { ...running, is_last_try: true })
    .catch(() => {});
  expect(await inFolder()).toBeNull();
  await work.compose(job, running);
  await work.makePoster(room.recording_id);
  expect(await inFolder()).toBeNull();
});

test('of a recording in the bucket files are made there, and nothing stays in the folder', async () => {
  const kept = createKeptRecordings({ folder: t.recordingsDir, bucket: store.config });
  const work = workWith({ kept });
  await work.moveFiles({ recording_id: room.recording_id });
  const { rows } = await t.db.orm.execute<{ kept_in: string }>(
    `select kept_in from recording where id = ${room.recording_id}`,
  );
  expect(rows).toEqual([{ kept_in: 'bucket' }]);
  expect(await stat(room.kept.path(room.recording_id, 'take-1/1.webm')).catch(() => null)).toBeNull();
  await work.compose(await ask('audio'), running);
  expect(await stateOf('audio')).toMatchObject({ state: 'ready' });
  const { rows: files } = await t.db.orm.execute<{ file: string }>(
    `select file from recording_download where recording_id = ${room.recording_id}`,
  );
  const found = await kept.read({ kept_in: 'bucket', recording_id: room.recording_id, file: files[0]?.file ?? '' });
  expect(found && (await buffer(found.bytes)).length).toBe((await stateOf('audio')).size);
  expect(
    await kept.find({ kept_in: 'folder', recording_id: room.recording_id, file: files[0]?.file ?? '' }),
  ).toMatchObject({
    size: found?.size,
  });
  expect((await inFolder())?.filter((name) => name.startsWith('scratch'))).toEqual([]);
  kept.close();
});

test('a poster is made where there is a camera to see', async () => {
  await workWith().makePoster(room.recording_id);
  const answer = await t.request(room.creator, 'GET', `/api/recordings/${room.recording_id}/poster/`);
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect((await inFolder())?.sort()).toEqual(['poster.jpg', 'take-1']);
  expect(errors).toEqual([]);
});
