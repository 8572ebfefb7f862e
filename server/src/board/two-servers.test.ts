import type { AddressInfo } from 'node:net';
import { pageDocument, SessionView } from '@lectern/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DocumentClient, openDocumentClient } from '#testing/document-client.ts';
import { addElement, shownOn } from '#testing/drawing.ts';
import { startRedis, type TestRedis } from '#testing/redis.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

/** Two servers of one site: the host is on the first, the learner on the second. */
let redis: TestRedis;
let t: TestApp;
let second: FastifyInstance;
let origins: [string, string];
let id: number;
let ines: Person;
let amir: Person;
let page: number;
let host: DocumentClient;
let learner: DocumentClient;
const open: DocumentClient[] = [];

const PATIENCE = { timeout: 20_000 };

beforeAll(async () => {
  redis = await startRedis();
  t = await buildTestApp({ redisUrl: redis.url });
  second = await buildSecondApp(t, { redisUrl: redis.url, media: t.media });
  origins = [await listen(t.app), await listen(second)];
});
beforeEach(async () => {
  await bothHear();
  const made = await t.newClass();
  [id, ines] = [made.id, made.creator];
  [amir = ines] = made.learners;
  await ask('POST', 'start');
  await t.request(amir, 'POST', `/api/sessions/${id}/join_live/`);
  page = (await ask('POST', 'board/pages', { name: '' })).json().id;
  [host, learner] = [await opened(0, ines), await opened(1, amir)];
});
afterEach(() => {
  for (const client of open.splice(0)) client.cut();
});
afterAll(async () => {
  await second.close();
  await t.close();
  await redis.kill();
});

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

const bothHear = () =>
  expect
    .poll(async () => {
      const answers = await Promise.all([t.app, second].map((app) => app.inject('/api/health/ready/')));
      return answers.map((answer) => answer.json().status);
    }, PATIENCE)
    .toEqual(['ok', 'ok']);

/** What the host asks of the first server. */
async function ask(method: 'POST' | 'PATCH' | 'DELETE' | 'GET', path: string, body?: object) {
  const answer = await t.request(ines, method, `/api/sessions/${id}/${path}/`, body);
  expect(answer.statusCode, `${path}: ${answer.body}`).toBeLessThan(300);
  return answer;
}

async function opened(server: 0 | 1, person: Person): Promise<DocumentClient> {
  const client = openDocumentClient(origins[server], person.cookie, pageDocument(page));
  open.push(client);
  await expect.poll(() => client.synced, PATIENCE).toBe(true);
  return client;
}
const bothShow = (...elements: string[]) =>
  expect.poll(() => [host, learner].map(({ doc }) => shownOn(doc)), PATIENCE).toEqual([elements, elements]);

test('what is drawn, cleared and restored at one is so at the other', async () => {
  addElement(learner.doc, 'a');
  addElement(host.doc, 'b');
  await bothShow('a', 'b');
  await ask('POST', `board/pages/${page}/clear`);
  await bothShow();
  addElement(learner.doc, 'c');
  await bothShow('c');
  await ask('POST', `board/pages/${page}/restore`);
  await bothShow('a', 'b', 'c');
});

test('who points where at one is seen at the other', async () => {
  learner.say({ user: { id: amir.id }, pointer: { x: 3, y: 4, tool: 'laser' } });
  await expect
    .poll(() => host.others(), PATIENCE)
    .toEqual([{ user: { id: amir.id }, pointer: { x: 3, y: 4, tool: 'laser' } }]);
});

test('a lock at one holds at the other, and so does the removal of a page', async () => {
  addElement(learner.doc, 'a');
  await bothShow('a');
  await ask('PATCH', 'moderation', { locks: { board: true } });
  // The lock travels by Redis: what is drawn before it has arrived is still taken.
  await expect
    .poll(() => {
      addElement(learner.doc, `late ${learner.acks}`);
      return learner.notices.at(-1);
    }, PATIENCE)
    .toEqual({ kind: 'refused', reason: 'locked' });
  const taken = shownOn(host.doc);
  addElement(host.doc, 'b');
  await expect.poll(() => shownOn(learner.doc).includes('b'), PATIENCE).toBe(true);
  expect(shownOn(host.doc)).toEqual([...taken, 'b'].sort());
  await ask('DELETE', `board/pages/${page}`);
  await expect.poll(() => [host.closed, learner.closed], PATIENCE).toEqual(['page_not_found', 'page_not_found']);
});

test('whoever is removed at one is cut off at the other', async () => {
  const view = SessionView.parse((await ask('GET', 'view')).json());
  const stay = view.participants.find((one) => one.user.id === amir.id);
  await ask('POST', `live_participants/${stay?.id}/remove`);
  await expect.poll(() => learner.closed, PATIENCE).toBe('not_in_session');
});

test('while Redis is away nothing is lost, and both come to the same before it is back', async () => {
  await redis.kill();
  try {
    addElement(learner.doc, 'a');
    addElement(host.doc, 'b');
    await expect.poll(() => [learner.acks, host.acks], PATIENCE).toEqual([learner.sent, host.sent]);
    await bothShow('a', 'b');
    await ask('POST', `board/pages/${page}/clear`);
    await bothShow();
  } finally {
    await redis.start();
  }
  await bothHear();
  addElement(learner.doc, 'c');
  await bothShow('c');
});
