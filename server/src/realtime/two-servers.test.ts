import type { AddressInfo } from 'node:net';
import type { Place, SessionView } from '@lectern/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ClientSocket, follow, happening, openSocket } from '#testing/realtime-client.ts';
import { startRedis, type TestRedis } from '#testing/redis.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

/** Two servers of one site: one PostgreSQL, one Redis, and each person on one of the two. */
let redis: TestRedis;
let t: TestApp;
let second: FastifyInstance;
let origins: [string, string];
const open: ClientSocket[] = [];

beforeAll(async () => {
  redis = await startRedis();
  t = await buildTestApp({ redisUrl: redis.url });
  second = await buildSecondApp(t, { redisUrl: redis.url, media: t.media });
  origins = [await listen(t.app), await listen(second)];
});
beforeEach(() => expect.poll(() => healths(), PATIENCE).toEqual(['ok', 'ok']));
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await second.close();
  await t.close();
  await redis.kill();
});

/** What these tests look at of an answer. */
const Body = z.looseObject({ id: z.int().optional(), code: z.string().optional() });

const PATIENCE = { timeout: 10_000 };

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

async function healths(): Promise<string[]> {
  const answers = await Promise.all([t.app, second].map((app) => app.inject('/api/health/ready/')));
  return answers.map((answer) => answer.json().status);
}

function watch(server: 0 | 1, person: Person, id: number, options: { place?: Place; from?: SessionView | null } = {}) {
  const socket = openSocket(origins[server], person.cookie);
  open.push(socket);
  return follow(socket, id, { place: 'live', ...options });
}

/** A request to one of the two. */
async function ask(server: 0 | 1, person: Person, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) {
  const answer = await fetch(`${origins[server]}${url}`, {
    method,
    headers: { cookie: person.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  });
  return { status: answer.status, body: Body.parse(await answer.json()) };
}

/** A running class: the host is on the first server, the learner on the second. */
async function running() {
  const { id, creator, learners } = await t.newClass();
  const [learner = creator] = learners;
  await ask(0, creator, 'POST', `/api/sessions/${id}/start/`);
  await ask(1, learner, 'POST', `/api/sessions/${id}/join_live/`);
  const host = await watch(0, creator, id);
  const guest = await watch(1, learner, id);
  return { id, creator, learner, host, guest };
}

describe('two servers behave as one', () => {
  test('a sign-in is good at both, whichever it was made at', async () => {
    const person = await t.newPerson();
    expect((await ask(1, person, 'GET', '/api/me/')).body.id).toBe(person.id);
  });

  test('chat, hands and reactions cross over, in one order for both', async () => {
    const { id, creator, learner, host, guest } = await running();
    const posts = Array.from({ length: 20 }, (_, index) => {
      const [server, person] = index % 2 === 0 ? ([0, creator] as const) : ([1, learner] as const);
      return ask(server, person, 'POST', `/api/sessions/${id}/messages/`, { text: `message ${index}` });
    });
    expect((await Promise.all(posts)).map((one) => one.status)).toEqual(posts.map(() => 201));
    await expect.poll(() => host.texts().length, PATIENCE).toBe(20);
    await expect.poll(() => guest.texts(), PATIENCE).toEqual(host.texts());
    await ask(1, learner, 'POST', `/api/sessions/${id}/raise_hand/`);
    await expect.poll(() => host.view()?.room?.hands.map((one) => one.user.id), PATIENCE).toEqual([learner.id]);
    await ask(0, creator, 'POST', `/api/sessions/${id}/give_word/`);
    await expect.poll(() => guest.view()?.room?.word?.id, PATIENCE).toBe(learner.id);
    await ask(1, learner, 'POST', `/api/sessions/${id}/reactions/`, { emoji: '👏' });
    await expect.poll(() => host.reactions.map((one) => one.account_id), PATIENCE).toEqual([learner.id]);
    for (const [one, person] of [
      [host, creator],
      [guest, learner],
    ] as const) {
      const fresh = (await ask(0, person, 'GET', `/api/sessions/${id}/view/`)).body;
      await expect.poll(() => one.view(), PATIENCE).toEqual(fresh);
    }
  });

  test('who does not hear somebody is told to them at the other', async () => {
    const { id, creator, learner, host, guest } = await running();
    guest.hearing([creator.id]);
    await expect.poll(() => host.heard, PATIENCE).toEqual([{ session_id: id, listener_id: learner.id, hears: false }]);
    guest.hearing([], [creator.id]);
    await expect.poll(() => host.heard.at(-1)?.hears, PATIENCE).toBe(true);
  });

  test('who is where is known at both: waiting, in the room, hidden, reconnecting', async () => {
    const { id, creator, learner, host, guest } = await running();
    const other = await t.newPerson();
    const booking = (await ask(1, other, 'POST', `/api/sessions/${id}/bookings/`, {})).body;
    await ask(0, creator, 'POST', `/api/bookings/${booking.id}/approve/`);
    const waiting = await watch(1, other, id, { place: 'waiting' });
    await expect.poll(() => host.waiting(), PATIENCE).toEqual([other.id]);
    const awayOf = () => host.presence().get(learner.id)?.away;
    await expect.poll(awayOf, PATIENCE).toBeNull();
    guest.move('live', true);
    await expect.poll(awayOf, PATIENCE).toBe('hidden');
    guest.socket.disconnect();
    await expect.poll(awayOf, PATIENCE).toBe('reconnecting');
    waiting.socket.disconnect();
    await expect.poll(() => host.waiting(), PATIENCE).toEqual([]);
    await expect.poll(() => host.presence().get(creator.id)?.place, PATIENCE).toBe('live');
  });

  test('taking over at one tells the tab at the other', async () => {
    const { id, learner, guest } = await running();
    const take = (server: 0 | 1, tab: string, take_over: boolean) =>
      ask(server, learner, 'POST', `/api/sessions/${id}/media_token/`, { tab, take_over });
    expect((await take(1, 'the-first-tab', true)).status).toBe(200);
    await expect.poll(() => guest.view()?.my_stay?.tab, PATIENCE).toBe('the-first-tab');
    expect((await take(0, 'the-second-tab', true)).status).toBe(200);
    await expect.poll(() => guest.view()?.my_stay?.tab, PATIENCE).toBe('the-second-tab');
    expect((await take(1, 'the-first-tab', false)).body.code).toBe('in_session_elsewhere');
  });

  test('signing out, removing and rejecting at one cut the connections at the other', async () => {
    const { id, creator, learner, guest } = await running();
    const stay = guest.view()?.participants.find((one) => one.user.id === learner.id)?.id;
    const gone = happening(guest.socket, 'disconnect');
    await ask(0, creator, 'POST', `/api/sessions/${id}/live_participants/${stay}/remove/`);
    await gone;
    expect(guest.hangUps).toEqual(['standing_changed']);
    expect(guest.view()).toMatchObject({ role: 'outsider', room: null, participants: [] });

    const { host, creator: leaver } = await running();
    const signedOut = happening(host.socket, 'disconnect');
    await ask(1, leaver, 'POST', '/api/auth/sign-out', {});
    await signedOut;
    expect(host.hangUps).toEqual(['signed_out']);
  });
});

describe('Redis killed', () => {
  test('both say degraded and keep everybody; news come from PostgreSQL; back again both are ok and nothing is doubled', async () => {
    const { id, creator, learner, host, guest } = await running();
    await redis.kill();
    try {
      await expect.poll(() => healths(), PATIENCE).toEqual(['degraded', 'degraded']);
      const answer = await ask(0, creator, 'POST', `/api/sessions/${id}/messages/`, { text: 'Without Redis' });
      expect(answer.status).toBe(201);
      await expect.poll(() => guest.texts(), PATIENCE).toEqual(['Without Redis']);
      guest.move('live', true);
      await expect.poll(() => host.presence().get(learner.id)?.away, PATIENCE).toBe('hidden');
      const other = await watch(1, creator, id);
      const gone = happening(other.socket, 'disconnect');
      await ask(0, creator, 'POST', '/api/auth/sign-out', {});
      await gone;
    } finally {
      await redis.start();
    }
    await expect.poll(() => healths(), PATIENCE).toEqual(['ok', 'ok']);
    await ask(1, learner, 'POST', `/api/sessions/${id}/messages/`, { text: 'With Redis again' });
    await expect.poll(() => guest.texts(), PATIENCE).toEqual(['Without Redis', 'With Redis again']);
    const fresh = (await ask(1, learner, 'GET', `/api/sessions/${id}/view/`)).body;
    expect(guest.view()).toEqual(fresh);
  });
});
