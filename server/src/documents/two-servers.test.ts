import { pageDocument } from '@lectern/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DocumentRoom, equal, listen, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { startRedis, type TestRedis } from '#testing/redis.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

/** Two servers of one site: one PostgreSQL, one Redis; the host is on the first and the learner on the second. */
let redis: TestRedis;
let t: TestApp;
let second: FastifyInstance;
let room: DocumentRoom;
let at: string;

beforeAll(async () => {
  redis = await startRedis();
  t = await buildTestApp({ redisUrl: redis.url });
  second = await buildSecondApp(t, { redisUrl: redis.url, media: t.media });
  room = await openDocumentRoom(t);
  at = await listen(second);
});
beforeEach(() => expect.poll(() => healths(), PATIENCE).toEqual(['ok', 'ok']));
afterEach(() => room.cutAll());
afterAll(async () => {
  await second.close();
  await t.close();
  await redis.kill();
});

async function healths(): Promise<string[]> {
  const answers = await Promise.all([t.app, second].map((app) => app.inject('/api/health/ready/')));
  return answers.map((answer) => answer.json().status);
}

async function onBoth() {
  const held = await room.running();
  const [host, guest] = [room.openAs(held.creator, held.name), room.openAs(held.learner, held.name, { at })];
  await synced(host, guest);
  return { ...held, host, guest };
}

describe('two servers behave as one', () => {
  test('what is changed at one is at the other, while both change', async () => {
    const { host, guest } = await onBoth();
    for (let count = 0; count < 100; count += 1) {
      host.set(`host ${count % 30}`, count);
      guest.set(`guest ${count % 30}`, count);
      if (count % 10 === 9) await expect.poll(() => guest.acks, PATIENCE).toBe(count + 2);
    }
    await expect.poll(() => [host.acks, guest.acks], PATIENCE).toEqual([101, 101]);
    await equal(host, guest);
    expect(Object.keys(host.all())).toHaveLength(60);
  });

  test('who is where is seen at the other, as whom the first server knows them, and gone when they are', async () => {
    const { learner, host, guest } = await onBoth();
    guest.say({ pointer: { x: 1, y: 2, tool: 'laser' } });
    const seen = [{ pointer: { x: 1, y: 2, tool: 'laser' }, user: { id: learner.id } }];
    await expect.poll(() => host.others(), PATIENCE).toEqual(seen);
    host.say({ button: 'up' }, guest.doc.clientID);
    await expect.poll(() => host.ended, PATIENCE).toBe('4000 refused');
    guest.cut();
    const fresh = room.openAs(learner, `notes/${(await onBoth()).id}`);
    await expect.poll(() => fresh.opened, PATIENCE).not.toBeNull();
    expect(host.others()).toEqual(seen);
  });

  test('a lock and a removal at one are good at the other', async () => {
    const { id, creator, learner, host, guest } = await onBoth();
    await t.request(creator, 'PATCH', `/api/sessions/${id}/moderation/`, { locks: { board: true } });
    await expect
      .poll(() => {
        guest.set('locked', guest.acks);
        return guest.notices.length;
      }, PATIENCE)
      .toBeGreaterThan(0);
    host.set('after', 1);
    await expect.poll(() => guest.get('after'), PATIENCE).toBe(1);
    const stay = (await t.request(learner, 'GET', `/api/sessions/${id}/view/`)).json().my_stay.id;
    await t.request(creator, 'POST', `/api/sessions/${id}/live_participants/${stay}/remove/`);
    await expect.poll(() => guest.closed, PATIENCE).toBe('not_in_session');
  });

  test('a change from one server, and a removed page, reach who has it open at the other', async () => {
    const held = await room.running();
    const page = (await t.request(held.creator, 'POST', `/api/sessions/${held.id}/board/pages/`, {})).json();
    const name = pageDocument(page.id);
    const guest = room.openAs(held.learner, name, { at });
    await synced(guest);
    await t.app.documents.edit(name, (doc) => doc.getMap('test').set('from', 'the first'));
    await expect.poll(() => guest.all(), PATIENCE).toEqual({ from: 'the first' });
    await t.request(held.creator, 'DELETE', `/api/sessions/${held.id}/board/pages/${page.id}/`);
    await expect.poll(() => guest.closed, PATIENCE).toBe('page_not_found');
  });
});

describe('Redis killed', () => {
  test('34: documents open and are edited all the same, what others change comes from the log, and back again it is as before', async () => {
    const { creator, learner, name, host, guest } = await onBoth();
    host.set('before', 1);
    await equal(host, guest);
    await redis.kill();
    try {
      await expect.poll(() => healths(), PATIENCE).toEqual(['degraded', 'degraded']);
      host.set('host', 'without');
      guest.set('guest', 'without');
      await expect.poll(() => host.all(), PATIENCE).toEqual({ before: 1, host: 'without', guest: 'without' });
      await equal(host, guest);
      const other = room.openAs(creator, name, { at });
      const fresh = room.openAs(learner, (await room.running()).name, { at });
      await synced(other);
      expect(other.all()).toEqual(host.all());
      await expect.poll(() => fresh.opened, PATIENCE).toBe('not_in_session');
    } finally {
      await redis.start();
    }
    await expect.poll(() => healths(), PATIENCE).toEqual(['ok', 'ok']);
    for (let count = 0; count < 20; count += 1) {
      host.set(`host ${count}`, 'again');
      guest.set(`guest ${count}`, 'again');
    }
    await expect.poll(() => [host.acks, guest.acks], PATIENCE).toEqual([23, 22]);
    await equal(host, guest);
    guest.say({ button: 'down' });
    await expect.poll(() => host.others(), PATIENCE).toEqual([{ button: 'down', user: { id: learner.id } }]);
  });
});
