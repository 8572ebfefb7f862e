import { pageDocument } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type DocumentRoom, equal, listen, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildSecondApp } from '#testing/second-app.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let room: DocumentRoom;
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
});
afterEach(() => room.cutAll());
afterAll(() => t.close());

const documents = () => t.app.documents;

/** The rows of a document's log. */
async function rowsOf(name: string): Promise<{ seq: number; size: number }[]> {
  const { rows } = await t.db.orm.execute<{ seq: number; size: number }>(
    `select seq, length(data) as size from document_update where document_name = '${name}' order by seq`,
  );
  return rows;
}

async function sumOf(name: string): Promise<{ seq: number; bytes: number } | undefined> {
  const { rows } = await t.db.orm.execute<{ seq: number; bytes: number }>(
    `select seq, bytes from document where name = '${name}'`,
  );
  return rows[0];
}

describe('what one changes, the others have', () => {
  test('in the notes, and on a page of the board, each by itself', async () => {
    const held = await room.running();
    const page = pageDocument(await room.firstPage(held));
    const [host, guest] = [room.openAs(held.creator, held.name), room.openAs(held.learner, held.name)];
    const drawing = room.openAs(held.learner, page);
    await synced(host, guest, drawing);
    host.set('a', 1);
    guest.set('b', { text: 'two' });
    await expect.poll(() => [host.all(), guest.all()], PATIENCE).toEqual(Array(2).fill({ a: 1, b: { text: 'two' } }));
    expect(drawing.all()).toEqual({});
    await expect.poll(() => [host.acks, guest.acks], PATIENCE).toEqual([2, 2]);
  });

  test('what was drawn without a connection is merged when it is back', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    await guest.leave();
    guest.set('offline', 'yes');
    host.set('meanwhile', 'yes');
    const back = room.openAs(learner, name, { doc: guest.doc });
    await synced(back);
    await equal(host, back);
    expect(host.all()).toEqual({ offline: 'yes', meanwhile: 'yes' });
  });

  test('who is where is told with the account it is, and forgotten when they go', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    guest.say({ pointer: { x: 1, y: 2, tool: 'pointer' } });
    await expect
      .poll(() => host.others(), PATIENCE)
      .toEqual([{ pointer: { x: 1, y: 2, tool: 'pointer' }, user: { id: learner.id } }]);
    guest.cut();
    await expect.poll(() => host.others(), PATIENCE).toEqual([]);
  });
});

describe('what is acked is written', () => {
  test('and there for a server that starts after a crash', async () => {
    const { creator, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    for (let count = 0; count < 50; count += 1) guest.set(`key ${count}`, count);
    await expect.poll(() => guest.acks, PATIENCE).toBe(51);
    // The first server is left as it is, with nothing said to it: another one knows only what is written.
    const other = await buildSecondApp(t, {});
    try {
      const host = room.openAs(creator, name, { at: await listen(other) });
      await synced(host);
      expect(host.all()).toEqual(guest.all());
      host.cut();
    } finally {
      await other.close();
    }
  });

  test('once: what is known already is acked and not written again', async () => {
    const { learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    guest.set('a', 1);
    guest.doc.getMap('test').delete('a');
    await expect.poll(() => guest.acks, PATIENCE).toBe(3);
    const before = await sumOf(name);
    guest.update(Y.encodeStateAsUpdate(guest.doc));
    guest.update(Y.encodeStateAsUpdate(new Y.Doc()));
    await expect.poll(() => guest.acks, PATIENCE).toBe(5);
    await guest.leave();
    const back = room.openAs(learner, name, { doc: guest.doc });
    await synced(back);
    await expect.poll(() => back.acks, PATIENCE).toBe(1);
    expect((await sumOf(name))?.seq).toBe(before?.seq);
  });
});

describe('the log', () => {
  test('is merged when everybody has gone, and what was deleted is not in it any more', async () => {
    const { creator, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    for (let count = 0; count < 40; count += 1) guest.set(`key ${count % 4}`, 'x'.repeat(2_000));
    await expect.poll(() => guest.acks, PATIENCE).toBe(41);
    expect((await sumOf(name))?.bytes).toBeGreaterThan(80_000);
    await guest.leave();
    await expect.poll(async () => (await rowsOf(name)).length, PATIENCE).toBe(1);
    const [row] = await rowsOf(name);
    expect(row?.size).toBeLessThan(10_000);
    expect(await sumOf(name)).toEqual({ seq: row?.seq, bytes: row?.size });
    const host = room.openAs(creator, name);
    await synced(host);
    expect(host.all()).toEqual(guest.all());
  });

  test('is merged while people go on, and loses nothing', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    let count = 0;
    // Rounds of changes until a merge has come between two of them.
    while ((await rowsOf(name)).length === (await sumOf(name))?.seq) {
      for (let more = 0; more < 10; more += 1) {
        count += 1;
        (count % 2 === 0 ? host : guest).set(`key ${count}`, count);
      }
      await expect.poll(() => host.acks + guest.acks, PATIENCE).toBe(count + 2);
    }
    for (let more = 0; more < 10; more += 1) host.set(`after ${more}`, more);
    await expect.poll(() => host.acks + guest.acks, PATIENCE).toBe(count + 12);
    await equal(host, guest);
    const all = host.all();
    expect(Object.keys(all)).toHaveLength(count + 10);
    room.cutAll();
    await expect.poll(() => documents().inMemory(), PATIENCE).not.toContain(name);
    const fresh = room.openAs(creator, name);
    await synced(fresh);
    expect(fresh.all()).toEqual(all);
  });

  test('comes once to whoever opens it first', async () => {
    const { creator, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    guest.set('a', 'x'.repeat(10_000));
    await expect.poll(() => guest.acks, PATIENCE).toBe(2);
    await guest.leave();
    await expect.poll(() => documents().inMemory(), PATIENCE).not.toContain(name);
    const host = room.openAs(creator, name);
    let bytes = 0;
    host.webSocket.on('message', (data: Buffer) => {
      bytes += data.length;
    });
    await synced(host);
    host.set('b', 1);
    await expect.poll(() => host.acks, PATIENCE).toBe(2);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(20_000);
  });

  test('with a row that cannot be read opens all the same, and keeps that row', async () => {
    const { creator, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    guest.set('a', 1);
    await expect.poll(() => guest.acks, PATIENCE).toBe(2);
    await guest.leave();
    await expect.poll(() => documents().inMemory(), PATIENCE).not.toContain(name);
    await t.db.orm.execute(`insert into document_update values ('${name}', 2, '\\xffffff')`);
    await t.db.orm.execute(`update document set seq = 2 where name = '${name}'`);
    const host = room.openAs(creator, name);
    await synced(host);
    expect(host.all()).toEqual({ a: 1 });
    host.set('b', 2);
    host.set('c', 3);
    await expect.poll(() => host.acks, PATIENCE).toBe(3);
    await host.leave();
    await expect.poll(async () => (await rowsOf(name)).map(({ seq }) => seq), PATIENCE).toEqual([2, 4]);
    const again = room.openAs(learner, name);
    await synced(again);
    expect(again.all()).toEqual({ a: 1, b: 2, c: 3 });
  });
});

describe('changes from here', () => {
  test('are written down and come to everybody', async () => {
    const held = await room.running();
    const page_id = await room.firstPage(held);
    const name = pageDocument(page_id);
    const guest = room.openAs(held.learner, name);
    await synced(guest);
    await documents().edit(name, (doc) => doc.getMap('test').set('from', 'here'));
    expect(await sumOf(name)).toMatchObject({ seq: 1 });
    await expect.poll(() => guest.all(), PATIENCE).toEqual({ from: 'here' });
    await documents().edit(name, () => undefined);
    expect(await sumOf(name)).toMatchObject({ seq: 1 });
    await guest.leave();
    await documents().edit(name, (doc) => doc.getMap('test').set('alone', true));
    await expect.poll(() => documents().inMemory(), PATIENCE).not.toContain(name);
    const host = room.openAs(held.creator, name);
    await synced(host);
    expect(host.all()).toEqual({ from: 'here', alone: true });
  });

  test('a page that is removed is closed for everybody, and nothing is left of it', async () => {
    const held = await room.running();
    const page = (await t.request(held.creator, 'POST', `/api/sessions/${held.id}/board/pages/`, {})).json();
    const name = pageDocument(page.id);
    const [guest, other] = [room.openAs(held.learner, name), room.openAs(held.learner, held.name)];
    await synced(guest, other);
    guest.set('a', 1);
    await expect.poll(() => guest.acks, PATIENCE).toBe(2);
    const removed = await t.request(held.creator, 'DELETE', `/api/sessions/${held.id}/board/pages/${page.id}/`);
    expect(removed.statusCode, removed.body).toBeLessThan(300);
    await expect.poll(() => guest.closed, PATIENCE).toBe('page_not_found');
    guest.set('b', 2);
    other.set('c', 3);
    await expect.poll(() => other.acks, PATIENCE).toBe(2);
    expect(await sumOf(name)).toBeUndefined();
    const again = room.openAs(held.creator, name);
    await expect.poll(() => again.opened, PATIENCE).toBe('page_not_found');
  });
});

test('documents that nobody has open are not in memory', async () => {
  const { creator, learner, name } = await room.running();
  const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
  await synced(host, guest);
  host.set('a', 1);
  await expect.poll(() => host.acks, PATIENCE).toBe(2);
  await host.leave();
  expect(documents().inMemory()).toContain(name);
  await guest.leave();
  await expect.poll(() => documents().inMemory(), PATIENCE).toEqual([]);
});
