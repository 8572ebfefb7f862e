import { notesDocument, pageDocument } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let room: DocumentRoom;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let first: number;
let second: number;
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
});
beforeEach(async () => {
  const held = await room.running(2);
  ({ id, creator: host } = held);
  [amir = host, lotte = host] = held.learners;
  [first = 0, second = 0] = await openRooms(t, id, host, ['Red', 'Blue']);
  await moveTo(t, id, amir, first);
});
afterEach(() => room.cutAll());
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
async function pageOf(breakout_id: number): Promise<string> {
  const view = await t.request(host, 'GET', `/api/sessions/${id}/view/?breakout_id=${breakout_id}`);
  return pageDocument(view.json().room.board.pages[0].id);
}
/** Why it is not opened; else whether it may be written. */
async function opened(person: Person, name: string): Promise<unknown> {
  const client = room.openAs(person, name);
  await expect.poll(() => client.opened ?? client.ended, PATIENCE).not.toBeNull();
  const outcome = client.opened === true ? client.scope : (client.opened ?? client.ended);
  client.cut();
  return outcome;
}

describe('the documents of a breakout', () => {
  test('are written by who is there, read by hosts, and opened by nobody else', async () => {
    for (const name of [notesDocument(id, first), await pageOf(first)]) {
      expect(await opened(amir, name)).toBe('read-write');
      expect(await opened(host, name)).toBe('readonly');
      expect(await opened(lotte, name)).toBe('not_in_session');
    }
    expect(await opened(amir, notesDocument(id))).toBe('not_in_session');
    expect(await opened(lotte, notesDocument(id))).toBe('read-write');
    expect(await opened(host, notesDocument(id, 999_999))).toBe('breakout_not_found');
  });

  test('are closed at once for who leaves it, and opened by who comes', async () => {
    const names = [notesDocument(id, first), await pageOf(first)];
    const clients = names.map((name) => room.openAs(amir, name));
    await synced(...clients);
    clients[0]?.set('written', true);
    await expect.poll(() => clients[0]?.acks, PATIENCE).toBe(2);
    await moveTo(t, id, amir, second);
    await expect.poll(() => clients.map((one) => one.closed), PATIENCE).toEqual(names.map(() => 'not_in_session'));
    for (const name of names) expect(await opened(amir, name)).toBe('not_in_session');
    expect(await opened(amir, notesDocument(id, second))).toBe('read-write');
    await moveTo(t, id, lotte, first);
    const other = room.openAs(lotte, notesDocument(id, first));
    await synced(other);
    expect(other.all()).toEqual({ written: true });
  });

  test('a host who comes may write, and may not any more after going', async () => {
    const name = notesDocument(id, first);
    const client = room.openAs(host, name);
    await synced(client);
    await moveTo(t, id, host, first);
    client.set('by the host', 1);
    await expect.poll(() => client.acks, PATIENCE).toBeGreaterThan(0);
    await moveTo(t, id, host, null);
    client.set('by the host', 2);
    await expect.poll(() => client.notices, PATIENCE).toEqual([{ kind: 'refused', reason: 'locked' }]);
  });

  test('are read once it is over by hosts and by who was there', async () => {
    await moveTo(t, id, amir, null);
    await post(host, 'end');
    for (const name of [notesDocument(id, first), await pageOf(first)]) {
      expect(await opened(amir, name)).toBe('readonly');
      expect(await opened(host, name)).toBe('readonly');
      expect(await opened(lotte, name)).toBe('not_in_session');
    }
  });
});
