import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Recording } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventLog } from '#events/log.ts';
import { createJobs } from '#jobs/store.ts';
import { type ManifestLine, openManifest } from '#recorder/manifest.ts';
import { createOracle } from '#testing/oracle.ts';
import { newRoom } from '#testing/oracle-room.ts';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';
import { createFinish } from './finish-service.ts';
import { createCapturesOutside } from './recorder-life.ts';

let t: TestApp;
let oracle: ReturnType<typeof createOracle>;
beforeAll(async () => {
  t = await buildTestApp();
  oracle = createOracle(t);
});
afterAll(() => t.close());

const fail = (error: unknown): void => {
  throw error;
};

/** A running class that is being recorded by hand, from `began` on. */
async function recordedRoom() {
  const room = await newRoom(t);
  const post = async (url: string) => {
    const answer = await t.request(room.host, 'POST', `/api/sessions/${room.id}/${url}/`);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json();
  };
  const { id } = await post('recording/start');
  const jobs = createJobs(t.db, fail);
  const captures = createCapturesOutside({ db: t.db, jobs, now: () => t.clock.now });
  const folder = path.join(t.recordingsDir, String(id));
  const begin = async () => {
    const take = (await captures.claim(id)) ?? 0;
    await captures.begin(id, take);
    return take;
  };
  let mended = 0;
  const finishing = (changes: Partial<Parameters<typeof createFinish>[0]> = {}) =>
    createFinish({
      db: t.db,
      now: () => t.clock.now,
      log: createEventLog({ db: t.db, now: () => t.clock.now, publish: () => {} }),
      jobs,
      folderOf: () => folder,
      mendClip: async () => {
        mended += 1;
        return { duration: 3_000, width: 640, height: 360, size: 7 };
      },
      buildBoard: async () => 0,
      forgetDrawn: async () => {},
      moves: false,
      makePoster: async () => {},
      ...changes,
    });
  const finish = (changes?: Parameters<typeof finishing>[0], is_last_try = false) => {
    const { signal } = new AbortController();
    return finishing(changes)({ recording_id: id }, { signal, stopping: signal, is_last_try });
  };
  const get = async () => Recording.parse((await t.request(room.host, 'GET', `/api/recordings/${id}/`)).json());
  const written = async () => {
    const { rows } = await t.db.orm.execute(
      `select account_id, source, file, from_ms, to_ms, width, size::int from recording_clip where recording_id = ${id} order by file`,
    );
    return rows;
  };
  return { ...room, recording_id: id, post, captures, folder, begin, finish, get, written, mended: () => mended };
}

const CAMERA = { source: 'camera', codec: 'vp8', media_type: 'video/webm; codecs=vp8' } as const;

async function writeTake(folder: string, take: number, account_id: number, clips: [from: number, to: number | null][]) {
  const manifest = openManifest(folder, take);
  const lines: ManifestLine[] = [{ kind: 'take', take, opened_at: 0 }];
  for (const [index, [started_at, ended_at]] of clips.entries()) {
    const [clip, file] = [index + 1, `take-${take}/${index + 1}.webm`];
    lines.push({ kind: 'clip', clip, file, account_id, breakout_id: null, started_at, ...CAMERA });
    if (ended_at !== null) lines.push({ kind: 'clip_ended', clip, ended_at, width: 320, height: 180, size: 5 });
    const to = ended_at ?? started_at + 1_000;
    lines.push({ kind: 'spoke', account_id, breakout_id: null, from: started_at, to });
    await writeFile(path.join(folder, file), 'a picture');
  }
  for (const line of lines) manifest.write(line);
  manifest.close();
}

/** Ten seconds, a killed recorder that was seen for the last time after eight of them, and ten seconds more by the next. */
async function capture(room: Awaited<ReturnType<typeof recordedRoom>>) {
  const { captures, recording_id, begin } = room;
  const take = await begin();
  const first = t.clock.now.getTime();
  t.clock.forward(8_000);
  await captures.seen(recording_id, take, true);
  t.clock.forward(2_000);
  await captures.lose(recording_id, take);
  t.clock.forward(5_000);
  await begin();
  const second = t.clock.now.getTime();
  t.clock.forward(10_000);
  await room.post('recording/stop');
  await captures.closed(recording_id, 2, 'stopped');
  await mkdir(room.folder, { recursive: true });
  return { first, second };
}

test('what two takes wrote lies in recorded time, what was left open is completed, and doing it again changes nothing', async () => {
  const room = await recordedRoom();
  const { first, second } = await capture(room);
  const { amir, lotte } = room;
  await writeTake(room.folder, 1, amir.id, [
    [first + 100, first + 6_000],
    [first + 6_500, null],
  ]);
  await writeTake(room.folder, 2, lotte.id, [[second + 50, second + 10_000]]);
  await room.finish();
  const ready = await room.get();
  expect(ready).toMatchObject({ state: 'ready', duration: 18, interruptions: 1, size: 17, stopped: 'host' });
  const clips = [
    { account_id: amir.id, source: 'camera', file: 'take-1/1.webm', from_ms: 100, to_ms: 6_000, width: 320, size: 5 },
    { account_id: amir.id, source: 'camera', file: 'take-1/2.webm', from_ms: 6_500, to_ms: 8_000, width: 640, size: 7 },
    {
      account_id: lotte.id,
      source: 'camera',
      file: 'take-2/1.webm',
      from_ms: 8_050,
      to_ms: 18_000,
      width: 320,
      size: 5,
    },
  ];
  expect(await room.written()).toEqual(clips);
  await room.finish();
  expect(room.mended()).toBe(1);
  await t.db.orm.execute(`update recording set state = 'processing' where id = ${room.recording_id}`);
  await room.finish();
  expect(await room.written()).toEqual(clips);
});

test('what failed says why, can be tried again, and is ready once its trouble is over', async () => {
  const room = await recordedRoom();
  const { first } = await capture(room);
  await writeTake(room.folder, 1, room.amir.id, [[first, first + 6_000]]);
  const trouble = { buildBoard: () => Promise.reject(new Error('trouble')) };
  await expect(room.finish(trouble)).rejects.toThrow('trouble');
  expect((await room.get()).state).toBe('processing');
  await expect(room.finish(trouble, true)).rejects.toThrow('trouble');
  expect(await room.get()).toMatchObject({ state: 'failed', failure: 'internal' });
  await rm(path.join(room.folder, 'take-1/1.webm'));
  const retry = () => t.request(room.host, 'POST', `/api/recordings/${room.recording_id}/retry/`);
  expect((await retry()).json()).toMatchObject({ state: 'processing', failure: null });
  expectError(await retry(), 'recording_not_failed');
  await room.finish();
  expect(await room.get()).toMatchObject({ state: 'failed', failure: 'files_missing' });
});

test('where nothing was captured it is empty, and what is drawn alone is worth keeping', async () => {
  const room = await recordedRoom();
  await capture(room);
  await room.finish();
  expect(await room.get()).toMatchObject({ state: 'failed', failure: 'empty' });
  await t.request(room.host, 'POST', `/api/recordings/${room.recording_id}/retry/`);
  await room.finish({ buildBoard: async () => 12 });
  expect(await room.get()).toMatchObject({ state: 'ready', size: 12, duration: 18 });
});

test('it is kept as long as its session says, or else the site', async () => {
  const admin = await t.newPerson();
  await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
  const days = async (of_session: number | null) => {
    const room = await recordedRoom();
    await t.request(room.host, 'PATCH', `/api/sessions/${room.id}/`, { keep_recordings_days: of_session });
    await capture(room);
    await room.finish({ buildBoard: async () => 1 });
    const { expires_at } = await room.get();
    return expires_at && (Date.parse(expires_at) - t.clock.now.getTime()) / 86_400_000;
  };
  expect(await days(null)).toBe(null);
  expect(await days(3)).toBe(3);
  await t.request(admin, 'PATCH', '/api/site/', { keep_recordings_days: 30 });
  expect(await days(null)).toBe(30);
  expect(await days(3)).toBe(3);
  await t.request(admin, 'PATCH', '/api/site/', { keep_recordings_days: null });
});

test('view before + events = view read fresh, for all that becomes of a recording', async () => {
  const room = await recordedRoom();
  const { id, recording_id, host, onlookers } = room;
  const seen = new Set<string>();
  const step = async (work: () => Promise<unknown>) => {
    for (const type of await oracle.watched(id, onlookers, work)) seen.add(type);
  };
  const url = `/api/recordings/${recording_id}/`;
  await capture(room);
  await step(() => room.finish());
  await step(() => t.request(host, 'POST', `${url}retry/`));
  await step(() => room.finish({ buildBoard: async () => 12 }));
  await step(() => t.request(host, 'PATCH', url, { sharing: { with: 'participants' } }));
  await step(() => t.request(host, 'PATCH', url, { title: 'The first half' }));
  await t.db.orm.execute(`update recording set expires_at = now() - interval '1 day' where id = ${recording_id}`);
  await step(() => t.app.recordingWatch.look());
  await step(() => t.request(host, 'DELETE', url));
  const types = ['failed', 'retried', 'ready', 'shared', 'expired', 'deleted'].map((type) => `recording.${type}`);
  expect([...seen].filter((type) => type !== 'concealed').sort()).toEqual(types.sort());
});

test('who may not watch is told nothing of what becomes of it', async () => {
  const room = await recordedRoom();
  await capture(room);
  const { seq } = (await t.request(room.amir, 'GET', `/api/sessions/${room.id}/view/`)).json();
  await room.finish({ buildBoard: async () => 12 });
  const told = await oracle.readEvents(room.amir, room.id, seq);
  expect(told.map(({ type }) => type)).toEqual(['concealed']);
});
