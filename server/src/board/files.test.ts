import { readdir } from 'node:fs/promises';
import { BoardFile, LARGEST_BOARD_FILE, MOST_BOARD_FILES } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMALLEST_PNG } from '#testing/pictures.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
beforeAll(async () => {
  t = await buildTestApp();
  const room = await t.newClass({ learners: 2 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host] = room.learners;
  await t.request(host, 'POST', `/api/sessions/${id}/start/`);
  for (const person of [amir, lotte]) await t.request(person, 'POST', `/api/sessions/${id}/join_live/`);
});
afterAll(() => t.close());

const upload = (person: Person, bytes: Buffer | string, name = 'a.png', session = id) =>
  t.request(person, 'POST', `/api/sessions/${session}/board/files/?name=${encodeURIComponent(name)}`, bytes as never, {
    'content-type': 'application/octet-stream',
  });
async function uploaded(person: Person, bytes: Buffer | string, name?: string): Promise<BoardFile> {
  const answer = await upload(person, bytes, name);
  expect(answer.statusCode, answer.body).toBe(201);
  return BoardFile.parse(answer.json());
}
const read = (person: Person, file: string, session = id) =>
  t.request(person, 'GET', `/api/sessions/${session}/board/files/${file}/`);
const onDisk = () => readdir(t.filesDir).catch((): string[] => []);

const GIF = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([1, 0, 1, 0, 0, 0, 0, 0x3b])]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';

test('a picture is what its content shows, whatever its name says', async () => {
  expect(await uploaded(amir, SMALLEST_PNG, 'page.html')).toMatchObject({
    media_type: 'image/png',
    size: SMALLEST_PNG.length,
  });
  expect((await uploaded(amir, GIF, 'a.svg')).media_type).toBe('image/gif');
});

test.each([
  ['an SVG', SVG],
  ['an SVG with a head', `<?xml version="1.0"?>${SVG}`],
  ['a page with a picture’s name', '<!doctype html><script>alert(1)</script>'],
  ['text', 'Hello'],
  ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj<<>>endobj'],
  ['a sound', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(100)])],
  ['an archive', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)])],
  ['a program', Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)])],
  ['a picture that begins with a page', Buffer.concat([Buffer.from('<html>'), SMALLEST_PNG])],
  ['half a signature', SMALLEST_PNG.subarray(0, 4)],
])('%s is not taken', async (_, bytes) => {
  const before = await onDisk();
  expectError(await upload(amir, bytes, 'picture.png'), 'board_file_type');
  expect(await onDisk()).toEqual(before);
});

test('what is a picture and a page at once is served as the picture, and may do nothing', async () => {
  const both = Buffer.concat([Buffer.from('GIF89a/*'), Buffer.from(`*/=1;alert(1)//<script>alert(1)</script>${SVG}`)]);
  const { id: file, media_type } = await uploaded(amir, both, 'both.html');
  expect(media_type).toBe('image/gif');
  const { headers, rawPayload } = await read(lotte, file);
  expect(rawPayload.equals(both)).toBe(true);
  expect(headers).toMatchObject({
    'content-type': 'image/gif',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    vary: expect.stringMatching(/cookie/i),
  });
});

test.each(['a"b.png', 'new\nline.png', '../../etc/passwd', '<script>.png', 'Übung – größer.png', 'x'.repeat(255)])(
  'the name %j stays a name',
  async (name) => {
    const { id: file } = await uploaded(amir, SMALLEST_PNG, name);
    const { headers } = await read(lotte, file);
    expect(headers['content-disposition']).toMatch(/^inline; filename/);
    expect(headers['content-disposition']).not.toMatch(/[\r\n]/);
    expect(await onDisk()).toContain(file);
  },
);

test('25 MiB is taken, and one byte more is not', async () => {
  const whole = Buffer.concat([SMALLEST_PNG, Buffer.alloc(LARGEST_BOARD_FILE - SMALLEST_PNG.length)]);
  expect((await uploaded(host, whole)).size).toBe(LARGEST_BOARD_FILE);
  const before = await onDisk();
  expectError(await upload(host, Buffer.concat([whole, Buffer.alloc(1)])), 'board_file_too_large');
  expectError(await upload(host, Buffer.alloc(0)), 'attachment_empty');
  expect(await onDisk()).toEqual(before);
});

test('a picture is for who sees the room, by the session it is of, and for nobody else', async () => {
  const { id: file } = await uploaded(amir, SMALLEST_PNG);
  for (const person of [host, amir, lotte]) expect((await read(person, file)).statusCode).toBe(200);
  const stranger = await t.newPerson();
  expectError(await read(stranger, file), 'board_file_not_found');
  const theirs = await t.newSession(stranger);
  expectError(await read(stranger, file, theirs.id), 'board_file_not_found');
  for (const other of ['not-an-id', '../../../etc/passwd', '00000000-0000-4000-8000-000000000000']) {
    expect((await read(host, encodeURIComponent(other))).statusCode, other).toBe(404);
  }
  await t.request(lotte, 'POST', `/api/sessions/${id}/leave_live/`);
  const left = await read(lotte, file);
  expectError(left, 'board_file_not_found');
  expect(left.headers['cache-control']).toBe('no-store');
  await t.request(lotte, 'POST', `/api/sessions/${id}/join_live/`);
});

test('who may not draw puts no picture on the board, and sees those that are there', async () => {
  const { id: file } = await uploaded(amir, SMALLEST_PNG);
  const lock = (board: boolean) => t.request(host, 'PATCH', `/api/sessions/${id}/moderation/`, { locks: { board } });
  await lock(true);
  expectError(await upload(amir, SMALLEST_PNG), 'board_locked');
  expect((await read(amir, file)).statusCode).toBe(200);
  await uploaded(host, SMALLEST_PNG);
  await lock(false);
});

test('who puts on too many is told to wait', async () => {
  const { id: own, creator } = await t.newClass();
  for (let count = 0; count < 150; count += 1) {
    expect((await upload(creator, SMALLEST_PNG, 'a.png', own)).statusCode).toBe(201);
  }
  expectError(await upload(creator, SMALLEST_PNG, 'a.png', own), 'too_many_requests');
});

test('a board takes a thousand', async () => {
  const { id: full } = await t.newSession(host);
  await t.db.orm.execute(
    `insert into board_file (id, session_id, account_id, name, media_type, size, created_at)
     select gen_random_uuid(), ${full}, ${host.id}, 'a.png', 'image/png', 1, now() from generate_series(1, ${MOST_BOARD_FILES})`,
  );
  expectError(await upload(host, SMALLEST_PNG, 'a.png', full), 'too_many_board_files');
});

test('the pictures are there when the session is over, and none come any more', async () => {
  const { id: file } = await uploaded(amir, SMALLEST_PNG);
  await t.request(host, 'POST', `/api/sessions/${id}/end/`);
  for (const person of [host, amir]) {
    expect((await read(person, file)).statusCode).toBe(200);
    expectError(await upload(person, SMALLEST_PNG), 'session_over');
  }
});
