import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { DocumentClient } from '#testing/document-client.ts';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

/** Changes that can be read and do no good: to the log, or to the copies of those who draw and look on. */
let t: TestApp;
let room: DocumentRoom;
const printed = vi.spyOn(console, 'error').mockReturnValue(undefined);
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
});
beforeEach(() => printed.mockClear());
afterEach(() => {
  room.cutAll();
  expect(printed.mock.calls).toEqual([]);
});
afterAll(() => t.close());

async function rowsOf(name: string): Promise<number> {
  const { rows } = await t.db.orm.execute<{ count: number }>(
    `select count(*)::int as count from document_update where document_name = '${name}'`,
  );
  return rows[0]?.count ?? 0;
}

/** What such a change of a copy of its own comes to, made by a client of this number. */
function changeOf(client: number, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** The last of several changes, without those before it. */
function lastOf(client: number): Uint8Array {
  const updates: Uint8Array[] = [];
  changeOf(client, (doc) => {
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let count = 0; count < 5; count += 1) doc.getMap('test').set(`key ${count}`, count);
  });
  return updates.at(-1) ?? new Uint8Array();
}

describe('what builds on what nobody has', () => {
  const changes: [what: string, update: Uint8Array][] = [
    ['a later change without the earlier ones', lastOf(5)],
    // The things 7 to 9 of the client 5.
    ['a deletion of what there is not', Uint8Array.of(0, 1, 5, 1, 7, 3)],
    // Its place is behind the thing 3 of the client 6.
    ['a thing behind one that there is not', Uint8Array.of(1, 1, 5, 0, 0x88, 6, 3, 1, 120, 0)],
  ];
  test.each(changes)('comes to nobody, also not to who opens it later: %s', async (_what, update) => {
    const { id, creator, learners, name } = await room.running(2);
    const [first, second] = learners;
    if (!first || !second) throw new Error('There are two');
    const wild = room.openAs(first, name, { sends: false });
    await synced(wild);
    await expect.poll(() => wild.acks, PATIENCE).toBe(1);
    wild.update(update);
    await expect.poll(() => wild.ended, PATIENCE).toBe('4000 stopping');
    expect(await rowsOf(name)).toBe(0);
    await t.request(creator, 'PATCH', `/api/sessions/${id}/moderation/`, { locks: { board: true } });
    const [host, guest] = [room.openAs(creator, name), room.openAs(second, name)];
    await synced(host, guest);
    await expect.poll(() => [host.acks, guest.acks], PATIENCE).toEqual([1, 1]);
    expect([host.doc.store.pendingStructs, host.doc.store.pendingDs]).toEqual([null, null]);
    expect([host.ended, guest.ended, guest.notices]).toEqual([null, null, []]);
  });

  test('is there once the rest has come: as when somebody draws on while the connection comes back', async () => {
    const { creator, learner, name } = await room.running();
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let count = 0; count < 4; count += 1) doc.getMap('test').set(`key ${count}`, count);
    const guest = room.openAs(learner, name, { doc, sends: false });
    guest.webSocket.once('open', () => {
      for (const update of updates.slice(2)) guest.update(update);
    });
    await expect.poll(() => guest.acks, PATIENCE).toBe(3);
    const host = room.openAs(creator, name);
    await synced(host);
    expect(host.all()).toEqual(guest.all());
  });
});

describe('what no client of ours makes ends its socket, and is not written', () => {
  const nested = (depth: number) => (doc: Y.Doc) => {
    let map: Y.Map<unknown> = doc.getMap('test');
    for (let count = 0; count < depth; count += 1) {
      const inner = new Y.Map<unknown>();
      map.set('inner', inner);
      map = inner;
    }
  };
  const listed = (depth: number): unknown => {
    let value: unknown = 1;
    for (let count = 0; count < depth; count += 1) value = [value];
    return value;
  };
  const updates: [what: string, update: Uint8Array][] = [
    ['a document in the document', changeOf(5, (doc) => doc.getMap('test').set('inner', new Y.Doc()))],
    // Deleting the outermost would be more than the stack can take, here and in every browser.
    ['maps in maps in maps', changeOf(5, (doc) => doc.transact(() => nested(2_000)(doc)))],
    ['lists in lists in lists', changeOf(5, (doc) => doc.getMap('test').set('list', listed(3_000)))],
    ['a thing of no length', Uint8Array.of(1, 1, 5, 0, 0, 0, 0)],
    ['a thing behind itself', Uint8Array.of(1, 1, 5, 0, 0x88, 5, 9, 1, 120, 0)],
    [
      'more clients than anybody has',
      Y.mergeUpdates(Array.from({ length: 1_000 }, (_, index) => changeOf(index, (doc) => nested(1)(doc)))),
    ],
  ];

  test.each(updates)('%s', async (_what, update) => {
    const { creator, learner, name } = await room.running();
    const [calm, wild] = [room.openAs(creator, name), room.openAs(learner, name, { sends: false })];
    await synced(calm, wild);
    wild.update(update);
    await expect.poll(() => wild.ended, PATIENCE).toBe('4000 malformed');
    expect(await rowsOf(name)).toBe(0);
    calm.set('all', 'is well');
    await expect.poll(() => calm.acks, PATIENCE).toBe(2);
    expect(calm.all()).toEqual({ all: 'is well' });
  });

  test('while lists within lists, as in notes, are taken', async () => {
    const { learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    nested(120)(guest.doc);
    await expect.poll(() => guest.acks, PATIENCE).toBe(121);
  });
});

test('nobody shows themselves as a crowd', async () => {
  const { creator, learner, name } = await room.running();
  const [calm, wild] = [room.openAs(creator, name), room.openAs(learner, name)];
  await synced(calm, wild);
  for (let client = 1; client < 100; client += 1) wild.say({ button: 'up' }, client);
  await expect.poll(() => wild.ended, PATIENCE).toBe('4000 malformed');
  await expect.poll(() => calm.others(), PATIENCE).toEqual([]);
});

test('nobody has the same document open a hundred times, or a hundred sockets', async () => {
  const { learner, name } = await room.running();
  const clients: DocumentClient[] = [];
  for (let count = 0; count < 100; count += 1) clients.push(room.openAs(learner, name));
  await expect.poll(() => clients.every(({ opened, ended }) => opened !== null || ended !== null), PATIENCE).toBe(true);
  const outcomes = new Set(clients.map(({ opened, ended }) => ended ?? opened));
  expect(outcomes).toEqual(new Set([true, 'too_many_requests', '429']));
  for (const client of clients) client.cut();
  const later = async () => {
    const again = room.openAs(learner, name);
    await expect.poll(() => again.opened ?? again.ended, PATIENCE).not.toBeNull();
    again.cut();
    return again.opened;
  };
  await expect.poll(later, PATIENCE).toBe(true);
});
