import { readdir, stat } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Attachment, LARGEST_ATTACHMENT } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeptFiles } from '#files/kept-files.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { attachmentRules } from './attachment-rules.ts';
import { createAttachmentService } from './attachment-service.ts';

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

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const upload = (person: Person, bytes: Buffer | string, name = 'notes.txt') =>
  t.request(person, 'POST', `/api/sessions/${id}/attachments/?name=${encodeURIComponent(name)}`, bytes as never, {
    'content-type': 'application/octet-stream',
  });
async function uploaded(person: Person, bytes: Buffer | string, name?: string): Promise<Attachment> {
  const answer = await upload(person, bytes, name);
  expect(answer.statusCode, answer.body).toBe(201);
  return Attachment.parse(answer.json());
}
const send = (person: Person, ids: number[], more: object = {}) =>
  t.request(person, 'POST', `/api/sessions/${id}/messages/`, { attachments: ids, ...more });
const download = (person: Person, file: number) => t.request(person, 'GET', `/api/attachments/${file}/`);
const onDisk = () => readdir(t.filesDir).catch((): string[] => []);

test('a file is what its content shows, whatever its name says', async () => {
  expect((await uploaded(amir, PNG, 'report.txt')).media_type).toBe('image/png');
  expect((await uploaded(amir, 'Grüße', 'picture.png')).media_type).toBe('text/plain');
  const page = await uploaded(amir, '<html><script>alert(1)</script></html>', 'page.html');
  expect(page.media_type).toBe('text/plain');
  const svg = await upload(
    amir,
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'a.svg',
  );
  if (svg.statusCode === 201) expect(svg.json().media_type).toBe('text/plain');
  else expectError(svg, 'attachment_type');
});

test('what a machine runs, what is nothing, and what cannot be read is not taken', async () => {
  const before = await onDisk();
  const elf = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)]);
  const exe = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(200)]);
  for (const bytes of [elf, exe, Buffer.from([0xff, 0xc3, 0x28, 0x80]), 'a\u0000b']) {
    expectError(await upload(amir, bytes), 'attachment_type');
  }
  expectError(await upload(amir, Buffer.alloc(0)), 'attachment_empty');
  expect(await onDisk()).toEqual(before);
});

test('25 MiB is taken, and one byte more is not', async () => {
  const whole = Buffer.alloc(LARGEST_ATTACHMENT, 'a');
  const { size, id: file } = await uploaded(host, whole, 'large.txt');
  expect(size).toBe(LARGEST_ATTACHMENT);
  expect((await download(host, file)).rawPayload.equals(whole)).toBe(true);
  const before = await onDisk();
  expectError(await upload(host, Buffer.alloc(LARGEST_ATTACHMENT + 1, 'a')), 'attachment_too_large');
  expect(await onDisk()).toEqual(before);
});

test('a file that is too large is refused in words, also where its length was not said', async () => {
  const before = await onDisk();
  const kept = createKeptFiles(t.filesDir, attachmentRules).keep(
    Readable.from([Buffer.alloc(LARGEST_ATTACHMENT), Buffer.from('a')]),
  );
  await expect(kept).rejects.toMatchObject({ code: 'attachment_too_large' });
  expect(await onDisk()).toEqual(before);
});

test.each(['a"b.txt', 'new\nline.txt', '../../etc/passwd', 'Übung – größer.txt', 'x'.repeat(255)])(
  'a download is a download, also of %j',
  async (name) => {
    const { id: file } = await uploaded(lotte, 'Hello', name);
    const { headers, body } = await download(lotte, file);
    expect(body).toBe('Hello');
    expect(headers['content-disposition']).toMatch(/^attachment; filename/);
    expect(headers['content-disposition']).not.toMatch(/[\r\n]/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
    for (const stored of await onDisk()) expect(stored).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test("before it is sent a file is its uploader's alone, afterwards it is whose the message is", async () => {
  const { id: file } = await uploaded(amir, 'Hello');
  for (const person of [host, lotte]) expectError(await download(person, file), 'attachment_not_found');
  expectError(await send(lotte, [file]), 'attachment_not_found');
  expect((await send(amir, [file], { to: host.id })).statusCode).toBe(201);
  expect((await download(host, file)).body).toBe('Hello');
  expectError(await download(lotte, file), 'attachment_not_found');
  expectError(await send(amir, [file]), 'attachment_not_found');
});

test('with its message a file is gone, from the disk too', async () => {
  const { id: file } = await uploaded(amir, 'Hello', 'secret-name.txt');
  const message = (await send(amir, [file])).json();
  expect((await download(lotte, file)).statusCode).toBe(200);
  const before = (await onDisk()).length;
  await t.request(amir, 'DELETE', `/api/messages/${message.id}/`);
  expectError(await download(lotte, file), 'attachment_not_found');
  expect(await onDisk()).toHaveLength(before - 1);
  expect((await t.request(lotte, 'GET', `/api/sessions/${id}/events/?after=0`)).body).not.toContain('secret-name');
});

test("files are for the server's own user only", async () => {
  await uploaded(amir, 'Hello');
  for (const name of await onDisk()) expect((await stat(path.join(t.filesDir, name))).mode & 0o777).toBe(0o600);
});

test('an upload that breaks off leaves nothing', async () => {
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const before = await onDisk();
  const socket = net.connect((t.app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    `POST /api/sessions/${id}/attachments/?name=a.txt HTTP/1.1\r\nHost: localhost\r\nCookie: ${amir.cookie}\r\n` +
      `Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n${'a'.repeat(100_000)}`,
  );
  await expect.poll(async () => (await onDisk()).length).toBe(before.length + 1);
  socket.destroy();
  await expect.poll(onDisk).toEqual(before);
});

test('what was never sent is forgotten after a day', async () => {
  const { id: file } = await uploaded(amir, 'Hello');
  const later = new Date(t.clock.now.getTime() + 25 * 3_600_000);
  const files = createKeptFiles(t.filesDir, attachmentRules);
  const parts = { readable: async () => undefined, mayUseNow: async () => true };
  await createAttachmentService({ db: t.db, files, now: () => later, ...parts }).forgetUnsent();
  expectError(await download(amir, file), 'attachment_not_found');
});
