import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { Socket } from 'node:net';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';
import { signallingProxy } from './signalling-proxy.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

const validate = (token: string) => t.request(null, 'GET', `/livekit/rtc/validate?access_token=${token}`);

// In these tests nothing listens where LiveKit should be: whatever passes the gate finds it away.
test('a token passes while its account may have what it stands for, and no longer', async () => {
  const { id, creator, learners } = await t.newClass();
  const learner = learners[0] ?? creator;
  const post = (command: string, person = learner) => t.request(person, 'POST', `/api/sessions/${id}/${command}/`);
  const waiting = (await post('warm_media')).json().token;
  expectError(await validate(waiting), 'service_unavailable');
  await post('start', creator);
  const { token } = (await post('join_live')).json().media;
  expectError(await validate(token), 'service_unavailable');
  await post('leave_live');
  expectError(await validate(token), 'not_in_session');
  expectError(await validate(waiting), 'service_unavailable');

  const { items } = (await t.request(creator, 'GET', `/api/sessions/${id}/bookings/`)).json();
  await t.request(creator, 'POST', `/api/bookings/${items[0].id}/reject/`);
  expectError(await validate(waiting), 'not_in_session');
  expectError(await validate('forged'), 'not_authenticated');
  expectError(await validate(''), 'not_authenticated');
});

test('a WebSocket that brings two tokens reaches LiveKit with the one that was checked', async () => {
  const livekit = createServer();
  const app = Fastify();
  const reaching = new Promise<IncomingMessage>((resolve) => livekit.once('upgrade', resolve));
  try {
    const good = { session_id: 1, breakout_id: null, account_id: 1, has_rights: true, may_send: [] };
    signallingProxy(app, {
      upstream: `http://127.0.0.1:${await listen(livekit)}`,
      prefix: '/livekit',
      media: { inspect: async (token) => (token === 'good' ? good : null) },
      mayConnect: async () => true,
    });
    await app.ready();
    const knocking = request({
      host: '127.0.0.1',
      port: await listen(app.server),
      path: '/livekit/rtc?access_token=stale&auto_subscribe=1&access_token=older',
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        authorization: 'Bearer good',
      },
    }).end();
    const upgraded = new Promise<Socket>((resolve) => knocking.once('upgrade', (_answer, socket) => resolve(socket)));
    const reached = await reaching;
    const socket = await upgraded;
    socket.destroy();
    reached.socket.destroy();
    expect(reached.url).toBe('/rtc?access_token=good&auto_subscribe=1');
    expect(reached.headers.authorization).toBeUndefined();
  } finally {
    await app.close();
    livekit.close();
  }
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port');
  return address.port;
}
