import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatabaseLine, openDatabaseLine } from '#testing/database-line.ts';
import { follow, openSocket } from '#testing/realtime-client.ts';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let line: DatabaseLine | null = null;
beforeAll(async () => {
  t = await buildTestApp({
    route: async (url) => {
      line = await openDatabaseLine(url);
      return line.url;
    },
  });
});
afterAll(async () => {
  await t.close();
  await line?.cut();
});

test('while PostgreSQL is away every request is told to come back, and it heals by itself', async () => {
  const { id, creator } = await t.newClass({ learners: 0 });
  await line?.cut();
  for (const [method, url] of [
    ['GET', '/api/me/'],
    ['GET', '/api/sessions/'],
    ['POST', `/api/sessions/${id}/start/`],
    ['POST', `/api/sessions/${id}/leave_live/`],
    ['GET', '/api/site/'],
  ] as const) {
    const answer = await t.request(creator, method, url);
    expectError(answer, 'service_unavailable');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  const username = { username: creator.username, password: creator.password };
  expectError(await t.request(null, 'POST', '/api/auth/sign-in/username', username), 'service_unavailable');
  expect((await t.request(null, 'GET', '/api/health/live/')).statusCode).toBe(200);
  const ready = await t.request(null, 'GET', '/api/health/ready/');
  expect(ready.statusCode).toBe(503);
  expect(ready.json()).toMatchObject({ status: 'unavailable', parts: { database: 'unavailable', media: 'ok' } });

  await line?.mend();
  expect((await t.request(creator, 'POST', `/api/sessions/${id}/start/`)).statusCode).toBe(200);
  expect((await t.request(null, 'GET', '/api/health/ready/')).statusCode).toBe(200);
});

test('24: connections stay while PostgreSQL is away, what is written is refused, and afterwards all goes on', async () => {
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const { id, creator } = await t.newClass({ learners: 0 });
  await t.request(creator, 'POST', `/api/sessions/${id}/start/`);
  const socket = openSocket(`http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`, creator.cookie);
  const host = await follow(socket, id, { place: 'live' });
  const say = (text: string) => t.request(creator, 'POST', `/api/sessions/${id}/messages/`, { text });
  await say('Before');
  await expect.poll(() => host.texts()).toEqual(['Before']);
  await line?.cut();
  expectError(await say('Lost?'), 'service_unavailable');
  host.move('live', true);
  expect(socket.connected).toBe(true);
  await line?.mend();
  await say('After');
  await expect.poll(() => host.texts(), { timeout: 10_000 }).toEqual(['Before', 'After']);
  await expect.poll(() => host.presence().get(creator.id)?.away, { timeout: 10_000 }).toBe('hidden');
  expect(host.hangUps).toEqual([]);
  socket.disconnect();
});
