import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateMultipartUploadCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerErrors } from '#http/errors.ts';
import { startStore, type TestStore } from '#testing/s3-store.ts';
import { isFileName } from './file-name.ts';
import { createKeptRecordings, type KeptIn, type KeptRecordings } from './kept-recordings.ts';

const FILE = 'take-1/7.webm';
const bytes = randomBytes(200_000);

let store: TestStore;
let dir: string;
let kept: KeptRecordings;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lectern-recordings-'));
  kept = createKeptRecordings({ folder: dir, bucket: store.config });
});
afterEach(async () => {
  kept.close();
  await rm(dir, { recursive: true, force: true });
});

let last = 0;
const newId = () => {
  last += 1;
  return last;
};

/** An app that serves one file of one recording to everybody. */
async function serve(kept_in: KeptIn, recording_id: number): Promise<FastifyInstance> {
  const app = Fastify();
  answerErrors(app);
  app.get('/file', (request, reply) =>
    kept.send(
      request,
      reply,
      { kept_in, recording_id, file: FILE },
      { media_type: 'video/webm', save_as: 'Größe.webm' },
    ),
  );
  await app.ready();
  return app;
}

describe.each(['folder', 'bucket'] as const)('in the %s', (kept_in) => {
  test('what is written is read, whole and in parts', async () => {
    const at = { kept_in, recording_id: newId(), file: FILE };
    expect(await kept.read(at)).toBeNull();
    await kept.write(at, bytes);
    const whole = await kept.read(at);
    expect(whole?.size).toBe(bytes.length);
    expect(whole && (await buffer(whole.bytes)).equals(bytes)).toBe(true);
    const some = await kept.read(at, { first: 1_000, last: 1_999 });
    expect(some && (await buffer(some.bytes)).equals(bytes.subarray(1_000, 2_000))).toBe(true);
  });

  test('a player gets the part it asks for, and a broken download goes on', async () => {
    const recording_id = newId();
    await kept.write({ kept_in, recording_id, file: FILE }, bytes);
    const app = await serve(kept_in, recording_id);
    const get = (headers = {}, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url: '/file', headers });

    const whole = await get();
    expect(whole.statusCode).toBe(200);
    expect(whole.rawPayload.equals(bytes)).toBe(true);
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '200000',
      'content-type': 'video/webm',
      'cache-control': 'private, no-cache',
      vary: 'cookie',
      'content-disposition': `attachment; filename="Gr??e.webm"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.webm`,
    });
    const { etag } = whole.headers;

    const rest = await get({ range: 'bytes=150000-', 'if-range': etag });
    expect(rest.statusCode).toBe(206);
    expect(rest.headers).toMatchObject({ 'content-range': 'bytes 150000-199999/200000', 'content-length': '50000' });
    expect(rest.rawPayload.equals(bytes.subarray(150_000))).toBe(true);
    expect((await get({ range: 'bytes=150000-', 'if-range': '"another"' })).rawPayload).toHaveLength(200_000);

    const beyond = await get({ range: 'bytes=200000-' });
    expect([beyond.statusCode, beyond.headers['content-range'], beyond.body]).toEqual([416, 'bytes */200000', '']);
    const same = await get({ 'if-none-match': etag });
    expect([same.statusCode, same.body]).toEqual([304, '']);
    const head = await get({ range: 'bytes=0-9' }, 'HEAD');
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([206, '10', '']);
    await app.close();
  });

  test('what is not there is not found', async () => {
    const app = await serve(kept_in, newId());
    expect((await app.inject('/file')).statusCode).toBe(404);
    await app.close();
  });

  test('deleted is gone, and another recording is not', async () => {
    const [one, other] = [newId(), newId()];
    for (const recording_id of [one, other]) {
      await kept.write({ kept_in, recording_id, file: FILE }, bytes);
      await kept.write({ kept_in, recording_id, file: 'poster.jpg' }, bytes.subarray(0, 10));
    }
    // One whose number begins like the first's.
    await kept.write({ kept_in, recording_id: one * 1_000, file: FILE }, bytes);
    expect(await kept.isGone(one)).toBe(false);
    await kept.removeAll(one);
    expect(await kept.isGone(one)).toBe(true);
    expect(await kept.find({ kept_in, recording_id: one, file: FILE })).toBeNull();
    for (const recording_id of [other, one * 1_000]) {
      expect(await kept.find({ kept_in, recording_id, file: FILE })).not.toBeNull();
    }
    await kept.removeAll(one);
  });
});

test('a browser gets the same tag from the folder and from the bucket, so that a download goes on across the move', async () => {
  const recording_id = newId();
  await kept.write({ kept_in: 'folder', recording_id, file: FILE }, bytes);
  const app = await serve('folder', recording_id);
  const before = await app.inject('/file');
  await kept.moveToBucket(recording_id, async () => {});
  const after = await app.inject({ url: '/file', headers: { range: 'bytes=5-', 'if-range': before.headers.etag } });
  expect(after.statusCode).toBe(206);
  expect(after.rawPayload.equals(bytes.subarray(5))).toBe(true);
  await app.close();
});

test('moving takes all files, marks the row when they are whole in the bucket, and then empties the folder', async () => {
  const recording_id = newId();
  const large = randomBytes(12 * 1024 * 1024);
  const files = { [FILE]: bytes, 'take-2/8.mp4': large, 'board/1.bin': bytes.subarray(0, 0), 'poster.jpg': bytes };
  for (const [file, content] of Object.entries(files)) {
    await kept.write({ kept_in: 'folder', recording_id, file }, content);
  }
  await kept.makeRoomFor(recording_id, 'scratch-video/part.mp4');
  await writeFile(kept.path(recording_id, 'scratch-video/part.mp4'), 'half');
  // What an earlier try left: shorter than it should be.
  const Key = `${recording_id}/${FILE}`;
  await store.client.send(new PutObjectCommand({ Bucket: store.config.bucket, Key, Body: 'half' }));

  await expect(
    kept.moveToBucket(recording_id, () => Promise.reject(new Error('the database is away'))),
  ).rejects.toThrow();
  expect(await stat(kept.path(recording_id, FILE))).toMatchObject({ size: bytes.length });
  expect(await kept.moveToBucket(recording_id, async () => {})).toBe(true);
  for (const [file, content] of Object.entries(files)) {
    expect(await stat(kept.path(recording_id, file)).catch(() => null)).toBeNull();
    const found = await kept.read({ kept_in: 'bucket', recording_id, file });
    expect(found && (await buffer(found.bytes)).equals(content)).toBe(true);
  }
  expect(await stat(kept.path(recording_id, 'scratch-video/part.mp4'))).toMatchObject({ size: 4 });
  await kept.removeAll(recording_id);
  expect(await kept.isGone(recording_id)).toBe(true);
});

test('an upload that was begun and never finished goes with its recording', async () => {
  const recording_id = newId();
  const Key = `${recording_id}/${FILE}`;
  await store.client.send(new CreateMultipartUploadCommand({ Bucket: store.config.bucket, Key }));
  expect(await kept.isGone(recording_id)).toBe(false);
  await kept.removeAll(recording_id);
  expect(await kept.isGone(recording_id)).toBe(true);
});

test('where there is no bucket nothing moves', async () => {
  const alone = createKeptRecordings({ folder: dir, bucket: null });
  await alone.write({ kept_in: 'folder', recording_id: 1, file: FILE }, bytes);
  expect(await alone.moveToBucket(1, () => Promise.reject(new Error('marked')))).toBe(false);
  expect(await alone.find({ kept_in: 'folder', recording_id: 1, file: FILE })).not.toBeNull();
});

test('only the account of the server may look into the folder', async () => {
  await kept.write({ kept_in: 'folder', recording_id: 1, file: FILE }, bytes);
  const mode = async (file: string) => (await stat(file)).mode & 0o777;
  expect(await mode(kept.path(1, FILE))).toBe(0o600);
  expect(await mode(path.dirname(kept.path(1, FILE)))).toBe(0o700);
  expect(await mode(kept.folder(1))).toBe(0o700);
});

test('what cannot be written whole leaves nothing', async () => {
  await mkdir(kept.path(1, 'poster.jpg'), { recursive: true });
  await expect(kept.write({ kept_in: 'folder', recording_id: 1, file: 'poster.jpg' }, bytes)).rejects.toThrow();
  expect(await readdir(kept.folder(1))).toEqual(['poster.jpg']);
});

test.each([
  '../2/take-1/7.webm',
  'take-1/../../2/7.webm',
  '/etc/passwd',
  'take-1//7.webm',
  './7.webm',
  'take-1/.hidden',
  '..',
  '',
  'a/b/c/d.webm',
  'take-1\\7.webm',
  '%2e%2e/7.webm',
  'take-1/7.webm\u0000.jpg',
  'take-1/7.webm\n',
  `${'x'.repeat(101)}.webm`,
])('%j is no file of a recording', async (file) => {
  expect(isFileName(file)).toBe(false);
  for (const kept_in of ['folder', 'bucket'] as const) {
    await expect(kept.read({ kept_in, recording_id: 1, file })).rejects.toThrow('Not a file');
    await expect(kept.write({ kept_in, recording_id: 1, file }, bytes)).rejects.toThrow('Not a file');
  }
  expect(() => kept.path(1, file)).toThrow('Not a file');
});

test.each([0, -1, 1.5, Number.NaN])('%d is no recording', async (recording_id) => {
  await expect(kept.removeAll(recording_id)).rejects.toThrow('Not a recording');
  expect(() => kept.folder(recording_id)).toThrow('Not a recording');
});
