import type { AddressInfo } from 'node:net';
import { pageDocument, SessionView } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createServices } from '#services.ts';
import { type DocumentClient, openDocumentClient } from '#testing/document-client.ts';
import { addElement, drawOn, shownOn } from '#testing/drawing.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let origin: string;
let id: number;
let ines: Person;
let amir: Person;
let page: number;
const open: DocumentClient[] = [];

beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  const made = await t.newClass();
  [id, ines] = [made.id, made.creator];
  [amir = ines] = made.learners;
  await ask(ines, 'POST', 'start');
  await ask(amir, 'POST', 'join_live');
  page = (await ask(ines, 'POST', 'board/pages', { name: '' })).json().id;
});
afterEach(() => {
  for (const client of open.splice(0)) client.cut();
});
afterAll(() => t.close());

const PATIENCE = { timeout: 20_000 };
const ask = (person: Person, method: 'POST' | 'DELETE' | 'PATCH', path: string, body?: object) =>
  t.request(person, method, `/api/sessions/${id}/${path}/`, body);
const clear = (command: 'clear' | 'restore') => ask(ines, 'POST', `board/pages/${page}/${command}`);

async function opened(person: Person): Promise<DocumentClient> {
  const client = openDocumentClient(origin, person.cookie, pageDocument(page));
  open.push(client);
  await expect.poll(() => client.synced, PATIENCE).toBe(true);
  return client;
}
const shows = (client: DocumentClient, ...elements: string[]) =>
  expect.poll(() => shownOn(client.doc), PATIENCE).toEqual(elements);

test('clearing empties the page for all who have it open, and restoring brings it back to them', async () => {
  const [host, learner] = [await opened(ines), await opened(amir)];
  addElement(learner.doc, 'a');
  addElement(host.doc, 'b');
  for (const one of [host, learner]) await shows(one, 'a', 'b');
  expect((await clear('clear')).statusCode).toBe(200);
  for (const one of [host, learner]) await shows(one);
  addElement(learner.doc, 'c');
  await shows(host, 'c');
  expect((await clear('restore')).statusCode).toBe(200);
  for (const one of [host, learner]) await shows(one, 'a', 'b', 'c');
});

test('what was cleared stays so for whoever opens it later, and while drawing is locked', async () => {
  await drawOn(origin, amir, page, 'a');
  await ask(ines, 'PATCH', 'moderation', { locks: { board: true } });
  await clear('clear');
  await shows(await opened(amir));
  await clear('restore');
  await shows(await opened(amir), 'a');
});

test('a page that was removed is closed for all, and nothing of it is kept', async () => {
  const learner = await opened(amir);
  addElement(learner.doc, 'a');
  await expect.poll(() => learner.acks, PATIENCE).toBeGreaterThan(0);
  expect((await ask(ines, 'DELETE', `board/pages/${page}`)).statusCode).toBe(200);
  await expect.poll(() => learner.closed, PATIENCE).toBe('page_not_found');
  const kept = await t.db.orm.execute(`select from document_update where document_name = 'page/${page}'`);
  expect(kept.rowCount).toBe(0);
  const late = openDocumentClient(origin, amir.cookie, pageDocument(page));
  open.push(late);
  await expect.poll(() => late.opened, PATIENCE).toBe('page_not_found');
  expectError(await clear('clear'), 'page_not_found');
});

test('a server that dies as it removes a page leaves nothing of what was drawn on it', async () => {
  await drawOn(origin, amir, page, 'a');
  const dying = createServices({
    db: t.db,
    media: t.media,
    filesDir: t.filesDir,
    recordings: { folder: t.recordingsDir, bucket: null },
    now: () => t.clock.now,
    publish: () => {},
    broadcastReaction: () => {},
    broadcastExpectedMoves: () => {},
    enforceRights: async () => {},
    editDrawing: async () => {},
    forgetDrawing: () => Promise.reject(new Error('The server is gone')),
    bringNotes: async () => false,
    onMediaError: () => {},
    onError: () => {},
  });
  const removal = dying.board.removePage({ id: ines.id, is_admin: false }, id, page);
  await expect(removal).rejects.toThrow('The server is gone');
  const kept = await t.db.orm.execute(`select from document where name = 'page/${page}'`);
  expect(kept.rowCount).toBe(0);
});

test('a page that many have drawn on is cleared all the same', async () => {
  const host = await opened(ines);
  const elements = Array.from({ length: 20_000 }, (_, index) => `element-${index}`);
  for (let from = 0; from < elements.length; from += 1_000) {
    host.doc.transact(() => {
      for (const element of elements.slice(from, from + 1_000)) addElement(host.doc, element);
    });
  }
  await expect.poll(() => host.acks, PATIENCE).toBe(21);
  expect((await clear('clear')).statusCode).toBe(200);
  await shows(host);
  expect((await clear('restore')).statusCode).toBe(200);
  await expect.poll(() => shownOn(host.doc).length, PATIENCE).toBe(elements.length);
  expect(
    SessionView.parse((await t.request(ines, 'GET', `/api/sessions/${id}/view/`)).json()).room?.board.cleared,
  ).toEqual([]);
});

test('fault 4: while the media engine is away the board goes on', async () => {
  t.media.setAway(true);
  try {
    const [host, learner] = [await opened(ines), await opened(amir)];
    addElement(learner.doc, 'a');
    await shows(host, 'a');
    expect((await ask(amir, 'POST', 'board/pages', { name: 'Another' })).statusCode).toBe(201);
    expect((await clear('clear')).statusCode).toBe(200);
    await shows(learner);
    await ask(ines, 'PATCH', 'moderation', { locks: { board: true } });
    expectError(await ask(amir, 'POST', 'board/pages', { name: 'One more' }), 'board_locked');
  } finally {
    t.media.setAway(false);
  }
});
