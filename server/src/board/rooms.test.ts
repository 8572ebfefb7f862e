import { SessionView } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let cohost: Person;
let amir: Person;
let kenji: Person;
let first: number;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 3 });
  ({ id, creator: host } = room);
  [amir = host, kenji = host, cohost = host] = room.learners;
  await post(host, 'start');
  for (const person of room.learners) await post(person, 'join_live');
  await post(host, 'cohosts', { account_id: cohost.id, on: true });
  [first = 0] = await openRooms(t, id, host, ['Red', 'Blue']);
  await moveTo(t, id, amir, first);
  await moveTo(t, id, cohost, first);
});
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
const board = async (person: Person) => {
  const view = await t.request(person, 'GET', `/api/sessions/${id}/view/`);
  return SessionView.parse(view.json()).room?.board;
};
const log = async (person: Person) => (await t.request(person, 'GET', `/api/sessions/${id}/events/?after=0`)).body;

test('each room has its own pages, open page and lead', async () => {
  const { id: page } = (await post(amir, 'board/pages', { name: 'Ours' })).json();
  expect((await post(cohost, `board/pages/${page}/open`)).statusCode).toBe(200);
  await post(cohost, 'board/lead', { on: true });
  await post(host, 'board/lead', { on: true });
  expect(await board(amir)).toMatchObject({
    pages: [{ name: '' }, { id: page }],
    open_page_id: page,
    led_by: { id: cohost.id },
  });
  expect(await board(kenji)).toMatchObject({ pages: [{ name: '' }], led_by: { id: host.id } });
  for (const command of ['open', 'clear', 'restore']) {
    expectError(await post(host, `board/pages/${page}/${command}`), 'page_not_found');
  }
  const renamed = await t.request(kenji, 'PATCH', `/api/sessions/${id}/board/pages/${page}/`, { name: 'Mine' });
  expectError(renamed, 'page_not_found');
  expect(await log(kenji)).not.toContain('Ours');
  await moveTo(t, id, cohost, null);
  expect((await board(amir))?.led_by).toBeNull();
  expect((await board(kenji))?.led_by?.id).toBe(host.id);
});

test('the last page of a room cannot be removed, however many others there are', async () => {
  const [page] = (await board(amir))?.pages ?? [];
  const remove = await t.request(cohost, 'DELETE', `/api/sessions/${id}/board/pages/${page?.id}/`);
  expectError(remove, 'last_page');
});
