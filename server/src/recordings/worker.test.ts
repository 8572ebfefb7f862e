import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Recording, SessionView } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildTestApp, expectError, type Person, type TestApp, type TestClass } from '#testing/test-app.ts';
import { startWorker, type Worker } from '#worker.ts';

const RECORDER = path.resolve(import.meta.dirname, '../testing/quiet-recorder.ts');
const PATIENCE = { timeout: 60_000, interval: 50 };

let t: TestApp;
let room: TestClass;
let learner: Person;
let worker: Worker | null;
beforeEach(async () => {
  t = await buildTestApp({ realClock: true });
  room = await t.newClass({ learners: 1 });
  learner = room.learners[0] ?? room.creator;
  worker = null;
});
afterEach(async () => {
  await worker?.stop();
  await t.close();
});

async function runWorker(logLevel = 'silent'): Promise<void> {
  const livekit = { url: 'http://127.0.0.1:9', apiKey: 'key', apiSecret: 'secret' };
  const recordings = { folder: t.recordingsDir, bucket: null, ffmpeg: '/none', atOnce: 2 };
  const settings = { databaseUrl: t.databaseUrl, livekit, recordings, logLevel };
  worker = await startWorker({ settings, recorder: RECORDER, onError: () => undefined });
}

const ask = (method: 'POST' | 'GET' | 'DELETE' | 'PATCH', url: string, body?: object) =>
  t.request(room.creator, method, url, body);
const phase = async () => {
  const answer = await ask('GET', `/api/sessions/${room.id}/view/`);
  return SessionView.parse(answer.json()).recording?.phase ?? null;
};
const untilPhase = (wanted: string | null) => vi.waitFor(async () => expect(await phase()).toBe(wanted), PATIENCE);
const latest = async () => {
  const answer = await ask('GET', `/api/sessions/${room.id}/recordings/`);
  return Recording.parse(answer.json().items[0]);
};
const untilState = (wanted: string) =>
  vi.waitFor(async () => {
    const recording = await latest();
    expect(recording.state).toBe(wanted);
    return recording;
  }, PATIENCE);
const command = async (name: string) => {
  const answer = await ask('POST', `/api/sessions/${room.id}/${name}/`);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
};
/** What the clock does, over and over. */
const look = () => t.app.recordingWatch.look();

async function recorderPid(): Promise<number> {
  return vi.waitFor(async () => {
    const [host = ''] = await readdir(path.join(t.recordingsDir, 'running'));
    const [note = ''] = await readdir(path.join(t.recordingsDir, 'running', host));
    return JSON.parse(await readFile(path.join(t.recordingsDir, 'running', host, note), 'utf8')).recorder.pid;
  }, PATIENCE);
}

test('pressing Record starts a recorder, and stopping makes what it wrote fit to be watched', async () => {
  await runWorker();
  await command('start');
  await command('recording/start');
  await untilPhase('recording');
  await command('recording/stop');
  expect(await phase()).toBe(null);
  const ready = await untilState('ready');
  expect(ready).toMatchObject({ stopped: 'host', interruptions: 0, size: 5, expires_at: null });
  expect(ready.duration).toBeGreaterThan(0);
});

test('a session may be recorded from its start, and its end ends the recording', async () => {
  await runWorker();
  await ask('PATCH', `/api/sessions/${room.id}/`, { record_from_start: true, keep_recordings_days: 7 });
  await command('start');
  await untilPhase('recording');
  await command('end');
  const ready = await untilState('ready');
  expect(ready.stopped).toBe('session_ended');
  const days = (Date.parse(ready.expires_at ?? '') - Date.parse(ready.ended_at ?? '')) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
});

test('a recorder that is killed is replaced at once, and nothing is lost of what it wrote', async () => {
  await runWorker();
  await command('start');
  await command('recording/start');
  await untilPhase('recording');
  process.kill(await recorderPid(), 'SIGKILL');
  await vi.waitFor(async () => expect((await latest()).interruptions).toBe(1), PATIENCE);
  await untilPhase('recording');
  await command('recording/stop');
  expect((await untilState('ready')).interruptions).toBe(1);
});

test('a worker that stops has its recorders close, and the next one goes on', async () => {
  await runWorker();
  await command('start');
  await command('recording/start');
  await untilPhase('recording');
  await worker?.stop();
  expect(await phase()).toBe('interrupted');
  await runWorker();
  await untilPhase('recording');
  await command('recording/stop');
  expect(await untilState('ready')).toMatchObject({ size: 10 });
});

test('a recorder that takes long to come up is waited for, and not started again and again', async () => {
  await runWorker('error');
  await command('start');
  await command('recording/start');
  await vi.waitFor(async () => {
    await look();
    expect(await phase()).toBe('recording');
  }, PATIENCE);
  const { rows } = await t.db.orm.execute<{ take: number }>('select take from recording');
  expect(rows).toEqual([{ take: 1 }]);
});

test('where no recorder begins it is given up, and says so', async () => {
  await runWorker('fatal');
  await command('start');
  await command('recording/start');
  await untilPhase(null);
  expect(await untilState('failed')).toMatchObject({ stopped: 'lost', failure: 'empty' });
  expectError(await ask('POST', `/api/sessions/${room.id}/recording/stop/`), 'not_recording');
});

test('deleting removes the files, and then the row; watched it is by nobody from the first moment on', async () => {
  await runWorker();
  await command('start');
  await command('recording/start');
  await untilPhase('recording');
  const { id } = await latest();
  expectError(await ask('DELETE', `/api/recordings/${id}/`), 'recording_running');
  await command('recording/stop');
  await untilState('ready');
  await ask('PATCH', `/api/recordings/${id}/`, { sharing: { with: 'participants' } });
  expect((await t.request(learner, 'GET', `/api/recordings/${id}/`)).statusCode).toBe(200);
  expect((await ask('DELETE', `/api/recordings/${id}/`)).statusCode).toBe(200);
  for (const person of [room.creator, learner]) {
    expectError(await t.request(person, 'GET', `/api/recordings/${id}/`), 'recording_not_found');
  }
  await vi.waitFor(async () => {
    const { rows } = await t.db.orm.execute(`select id from recording where id = ${id}`);
    expect(rows).toEqual([]);
  }, PATIENCE);
  await expect(access(path.join(t.recordingsDir, String(id)))).rejects.toThrow('ENOENT');
});

test('past its time it is expired: the row stays, the files go', async () => {
  await runWorker();
  await command('start');
  await command('recording/start');
  await untilPhase('recording');
  await command('recording/stop');
  const { id } = await untilState('ready');
  await t.db.orm.execute(`update recording set expires_at = now() - interval '1 second' where id = ${id}`);
  await look();
  expect((await latest()).state).toBe('expired');
  await vi.waitFor(async () => expect((await latest()).size).toBe(null), PATIENCE);
  await expect(access(path.join(t.recordingsDir, String(id)))).rejects.toThrow('ENOENT');
  expectError(
    await ask('PATCH', `/api/recordings/${id}/`, { expires_at: '2100-01-01T00:00:00Z' }),
    'recording_expired',
  );
});
