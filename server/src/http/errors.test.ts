import { once } from 'node:events';
import net from 'node:net';
import { ErrorBody } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => t.close());

async function sendRaw(text: string): Promise<string> {
  const address = t.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The app does not listen');
  const socket = net.connect(address.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  const ended = once(socket, 'close');
  socket.write(text);
  await ended;
  return answer;
}

test('what is no HTTP, or has too large a head, gets an error in our form', async () => {
  for (const text of [
    'nonsense\r\n\r\n',
    `GET /api/me/ HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
  ]) {
    const answer = await sendRaw(text);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(ErrorBody.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toMatchObject({ code: 'malformed_body' });
  }
});

test('a body that is no JSON is refused by its type', async () => {
  const person = await t.newPerson();
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data']) {
    const answer = await t.request(person, 'POST', '/api/sessions/', 'title=x', { 'content-type': type });
    expectError(answer, 'unsupported_media_type');
  }
});

test('a path written another way needs the same sign-in', async () => {
  const person = await t.newPerson();
  expectError(await t.request(null, 'GET', '/%61pi/me/'), 'not_authenticated');
  expect((await t.request(person, 'GET', '/%61pi/me/')).statusCode).toBe(200);
});
