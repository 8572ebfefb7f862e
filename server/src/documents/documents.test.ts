import type { AddressInfo } from 'node:net';
import { notesDocument, pageDocument } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DocumentClient, type DocumentClientOptions, openDocumentClient } from '#testing/document-client.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let origin: string;
const open: DocumentClient[] = [];

beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const client of open.splice(0)) client.cut();
});
afterAll(() => t.close());

const PATIENCE = { timeout: 20_000 };

function openAs(person: Person, name: string, options?: DocumentClientOptions & { at?: string }): DocumentClient {
  const client = openDocumentClient(options?.at ?? origin, person.cookie, name, options);
  open.push(client);
  return client;
}

const synced = (...clients: DocumentClient[]) =>
  expect.poll(() => clients.map((one) => one.synced), PATIENCE).toEqual(clients.map(() => true));

async function running(learners = 1) {
  const { id, creator, learners: people } = await t.newClass({ learners });
  await t.request(creator, 'POST', `/api/sessions/${id}/start/`);
  for (const one of people) await t.request(one, 'POST', `/api/sessions/${id}/join_live/`);
  return { id, creator, people, learner: people[0] ?? creator, name: notesDocument(id) };
}

describe('what one changes, the others have', () => {
  test('in the notes, and on a page of the board, each by itself', async () => {
    const { id, creator, learner, name } = await running();
    const view = (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json();
    const page = pageDocument(view.room.board.pages[0].id);
    const [host, guest, drawing] = [openAs(creator, name), openAs(learner, name), openAs(learner, page)];
    await synced(host, guest, drawing);
    host.set('a', 1);
    guest.set('b', { text: 'two' });
    await expect.poll(() => [host.all(), guest.all()], PATIENCE).toEqual(Array(2).fill({ a: 1, b: { text: 'two' } }));
    expect(drawing.all()).toEqual({});
    await expect.poll(() => [host.acks, guest.acks], PATIENCE).toEqual([2, 2]);
  });

  test('what is acked is there after a crash', async () => {
    const { creator, learner, name } = await running();
    const guest = openAs(learner, name);
    await synced(guest);
    for (let count = 0; count < 50; count += 1) guest.set(`key ${count}`, count);
    await expect.poll(() => guest.acks, PATIENCE).toBe(51);
    // The first server is left as it is, with nothing said to it: another one knows only what is written.
    const other = await buildSecondApp(t, {});
    try {
      await other.listen({ host: '127.0.0.1', port: 0 });
      const at = `http://127.0.0.1:${(other.server.address() as AddressInfo).port}`;
      const host = openAs(creator, name, { at });
      await synced(host);
      expect(host.all()).toEqual(guest.all());
      host.cut();
    } finally {
      await other.close();
    }
  });
});
