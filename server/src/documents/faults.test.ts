import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { deflateRawSync } from 'node:zlib';
import { LARGEST_DOCUMENT, LARGEST_UPDATE } from '@lectern/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { type DatabaseLine, openDatabaseLine } from '#testing/database-line.ts';
import { bytesOf, type DocumentClient, message, varString, varUint } from '#testing/document-client.ts';
import { type DocumentRoom, equal, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

/** The rows of the fault matrix that concern what people edit together, by their numbers. */
let t: TestApp;
let room: DocumentRoom;
let line: DatabaseLine | null = null;
const printed = vi.spyOn(console, 'error').mockReturnValue(undefined);
beforeAll(async () => {
  t = await buildTestApp({
    route: async (url) => {
      line = await openDatabaseLine(url);
      return line.url;
    },
  });
  room = await openDocumentRoom(t);
});
beforeEach(() => printed.mockClear());
afterEach(() => {
  room.cutAll();
  expect(printed.mock.calls).toEqual([]);
});
afterAll(async () => {
  await t.close();
  await line?.cut();
});

/** A database that takes its time: nobody can write to this document until the returned function is called. */
async function slowDown(name: string) {
  const holder = new pg.Client({ connectionString: t.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from document where name = $1 for update', [name]);
  return {
    /** How many statements wait for it. */
    async waiting(): Promise<number> {
      // Not by the holder: within a transaction this list stays as it was first read.
      const { rows } = await t.db.orm.execute<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%document%'`,
      );
      return rows[0]?.waiting ?? 0;
    },
    async end(): Promise<void> {
      await holder.query('commit');
      await holder.end();
    },
  };
}

describe('26: a store slower than what comes', () => {
  test('has one statement in flight, and what waits goes together in the next', async () => {
    const { learners, name } = await room.running(5);
    const clients = learners.map((one) => room.openAs(one, name));
    await synced(...clients);
    const slow = await slowDown(name);
    let edits = 0;
    const draw = () => {
      for (const client of clients) client.set(`${client.doc.clientID} ${edits}`, edits);
      edits += 1;
    };
    draw();
    await expect.poll(slow.waiting, PATIENCE).toBe(1);
    // Long enough that a store without a bound would have begun hundreds.
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 20; count += 1) draw();
      expect(await slow.waiting()).toBe(1);
    }
    // Nobody has what is not written, and nobody believes that it is.
    expect(clients.map((one) => one.acks)).toEqual(clients.map(() => 1));
    expect(clients.map((one) => Object.keys(one.all()).length)).toEqual(clients.map(() => edits));
    await slow.end();
    await expect.poll(() => clients.map((one) => one.acks), PATIENCE).toEqual(clients.map(() => edits + 1));
    await equal(...clients);
    const { rows } = await t.db.orm.execute<{ statements: number; updates: number }>(
      `select count(distinct xmin::text)::int as statements, count(*)::int as updates
       from document_update where document_name = '${name}'`,
    );
    // What was under way, what waited, and what was not read from the sockets meanwhile: that comes in a few pieces more.
    expect(rows[0]?.statements).toBeLessThanOrEqual((edits * clients.length) / 100);
  });
});

describe('27: the last one leaves during a save', () => {
  test.each(['closes', 'is killed'])('and the next sees the last edit: the browser %s', async (how) => {
    const { creator, learner, name } = await room.running();
    const guest = room.openAs(learner, name);
    await synced(guest);
    guest.set('before', 1);
    await expect.poll(() => guest.acks, PATIENCE).toBe(2);
    const slow = await slowDown(name);
    guest.set('last', 'edit');
    await expect.poll(slow.waiting, PATIENCE).toBe(1);
    if (how === 'closes') await guest.leave();
    else guest.cut();
    const host = room.openAs(creator, name);
    await slow.end();
    await synced(host);
    await expect.poll(() => host.all(), PATIENCE).toEqual({ before: 1, last: 'edit' });
    await host.leave();
    await expect.poll(() => t.app.documents.inMemory(), PATIENCE).toEqual([]);
    const again = room.openAs(creator, name);
    await synced(again);
    expect(again.all()).toEqual({ before: 1, last: 'edit' });
  });
});

test('24: PostgreSQL away: nothing is acked, sockets stay, and afterwards all of it is there', async () => {
  const { creator, learner, name } = await room.running();
  const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
  await synced(host, guest);
  await line?.cut();
  host.set('while', 'away');
  const stranger = room.openAs(learner, name);
  await expect.poll(() => stranger.ended, PATIENCE).toBe('503');
  expect([host.acks, guest.acks, host.ended, guest.ended]).toEqual([1, 1, null, null]);
  expect(guest.all()).toEqual({});
  await line?.mend();
  await expect.poll(() => host.acks, PATIENCE).toBe(2);
  await equal(host, guest);
  guest.set('and', 'on');
  await equal(host, guest);
});

test('28: who does not read is dropped alone, and the others get everything', async () => {
  const { creator, learners, name } = await room.running(3);
  const [slow, ...others] = [...learners, creator].map((one) => room.openAs(one, name));
  if (!slow) throw new Error('Nobody was opened');
  await synced(slow, ...others);
  slow.webSocket.pause();
  // More than any line holds.
  for (let count = 0; count < 160; count += 1) {
    for (const [index, one] of others.entries()) one.set(`${index} ${count}`, randomBytes(24_000).toString('base64'));
  }
  await expect.poll(() => others.map((one) => one.acks), PATIENCE).toEqual(others.map(() => 161));
  await equal(...others);
  slow.webSocket.resume();
  await expect.poll(() => slow.ended, PATIENCE).not.toBeNull();
  expect(others.map((one) => one.ended)).toEqual([null, null, null]);
});

describe('30: what is malformed closes its own socket and no other', () => {
  const update = (data: Uint8Array) => (name: string) => message(name, 0, data);
  const sync = (name: string, step: number, data: Uint8Array) =>
    bytesOf(varString(name), Uint8Array.of(0, step), varUint(data.length), data);
  const said = (name: string, json: string) => message(name, 1, bytesOf(Uint8Array.of(1, 5, 1), varString(json)));

  const frames: [what: string, send: (client: DocumentClient, name: string) => void][] = [
    ['text', ({ webSocket }) => webSocket.send('hello')],
    ['nothing', ({ send }) => send(new Uint8Array())],
    ['noise', ({ send }) => send(randomBytes(500))],
    ['a message of a kind that there is not', ({ send }, name) => send(bytesOf(varString(name), Uint8Array.of(99)))],
    ['a message that only servers send', ({ send }, name) => send(message(name, 6, varString('{}')))],
    ['a stateless message', ({ send }, name) => send(message(name, 5, varString('{}')))],
    ['half a message', ({ send }, name) => send(bytesOf(varString(name), Uint8Array.of(0, 2, 200, 1)))],
    ['an unknown step', ({ send }, name) => send(update(Uint8Array.of(7, 0))(name))],
    ['a state vector of noise', ({ send }, name) => send(sync(name, 0, randomBytes(40)))],
    ['an update of noise', ({ send }, name) => send(sync(name, 2, Uint8Array.of(200, 200, 200, 255, 255)))],
    ['an answer of noise', ({ send }, name) => send(sync(name, 1, Uint8Array.of(200, 200, 200, 255, 255)))],
    ['half an update', ({ send, doc }, name) => send(sync(name, 2, half(doc)))],
    ['awareness that is no JSON', ({ send }, name) => send(said(name, '{"pointer'))],
    ['awareness that is a list', ({ send }, name) => send(said(name, '[]'))],
    ['awareness of what there is not', ({ say }) => say({ shouting: true })],
    ['awareness with a name of the language', ({ send }, name) => send(said(name, '{"__proto__":{"user":{"id":1}}}'))],
    ['a pointer at no place', ({ say }) => say({ pointer: { x: 'left', y: 0, tool: 'pointer' } })],
    ['more awareness than fits', ({ say }) => say({ selected: Array(200).fill('x'.repeat(60)) })],
    ['a caret larger than carets are', ({ say }) => say({ cursor: 'x'.repeat(3_000) })],
    ['another document name', ({ send }) => send(bytesOf(varString('../etc'), Uint8Array.of(7)))],
    ['more than a frame may have', ({ send }) => send(new Uint8Array(5 * LARGEST_UPDATE))],
    [
      'a compressed frame that unpacks to a gigabyte',
      ({ webSocket }) => {
        const bomb = deflateRawSync(Buffer.alloc(16 * 1024 * 1024, 0x61)).subarray(0, 12_000);
        // First byte: the end of a binary frame, with the bit that says "compressed". The mask is zero.
        const header = Buffer.from([0xc2, 0x80 | 126, bomb.length >> 8, bomb.length & 255, 0, 0, 0, 0]);
        Reflect.get(webSocket, '_socket').write(Buffer.concat([header, bomb]));
      },
    ],
  ];

  test.each(frames)('%s', async (_what, send) => {
    const { creator, learner, name } = await room.running();
    const [calm, wild] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(calm, wild);
    send(wild, name);
    await expect.poll(() => wild.ended, PATIENCE).not.toBeNull();
    expect(calm.ended).toBeNull();
    calm.set('all', 'is well');
    await expect.poll(() => calm.acks, PATIENCE).toBe(2);
    expect(calm.others()).toEqual([]);
    const fresh = room.openAs(creator, name);
    await synced(fresh);
    expect(fresh.all()).toEqual({ all: 'is well' });
  });

  function half(doc: Y.Doc): Uint8Array {
    const other = new Y.Doc();
    other.clientID = doc.clientID + 1;
    other.getMap('test').set('a', 'text that is long enough to be cut in half');
    return Y.encodeStateAsUpdate(other).subarray(0, 30);
  }
});

test('31: a flood by one account is read slowly, loses nothing, and is not felt by the others', async () => {
  const { creator, learner, name } = await room.running();
  const [calm, wild] = [room.openAs(creator, name), room.openAs(learner, name)];
  await synced(calm, wild);
  for (let count = 0; count < 3_000; count += 1) wild.set('count', count);
  calm.set('calm', true);
  await expect.poll(() => calm.acks, PATIENCE).toBe(2);
  expect(wild.acks).toBeLessThan(3_001);
  await expect.poll(() => wild.acks, PATIENCE).toBe(3_001);
  await equal(calm, wild);
  expect(calm.get('count')).toBe(2_999);
});

test('31: who asks for a document again and again is answered slowly, and is not felt by the others', async () => {
  const { creator, learner, name } = await room.running();
  const [calm, wild] = [room.openAs(creator, name), room.openAs(learner, name)];
  await synced(calm, wild);
  let answers = 0;
  wild.webSocket.on('message', (data: Buffer) => {
    const [type, step] = data.subarray(1 + (data[0] ?? 0));
    if (type === 0 && step === 1) answers += 1;
  });
  const asked = bytesOf(varString(name), Uint8Array.of(0, 0, 1, 0));
  for (let count = 0; count < 1_000; count += 1) wild.send(asked);
  await expect.poll(() => answers, PATIENCE).toBeGreaterThan(100);
  calm.set('calm', true);
  await expect.poll(() => calm.acks, PATIENCE).toBe(2);
  expect(answers).toBeLessThan(900);
  expect(wild.ended).toBeNull();
});

describe('a document has its limits', () => {
  test('a change that is too large is not taken, and said to be', async () => {
    const { creator, learner, name } = await room.running();
    const [host, guest] = [room.openAs(creator, name), room.openAs(learner, name)];
    await synced(host, guest);
    guest.set('large', 'x'.repeat(LARGEST_UPDATE));
    await expect.poll(() => guest.notices, PATIENCE).toEqual([{ kind: 'refused', reason: 'too_large' }]);
    expect(guest.nacks).toBe(1);
    host.set('small', 1);
    await expect.poll(() => host.acks, PATIENCE).toBe(2);
    expect(host.all()).toEqual({ small: 1 });
  });

  test('a full one says so, keeps the rest, and still takes what deletes, which makes room again', async () => {
    const { creator, learners, name } = await room.running(8);
    const clients = learners.map((one) => room.openAs(one, name));
    await synced(...clients);
    const part = 'x'.repeat(LARGEST_UPDATE - 1_000);
    for (const [index, client] of clients.entries()) {
      client.set(`part ${2 * index}`, part);
      client.set(`part ${2 * index + 1}`, part);
    }
    await expect.poll(() => clients.map((one) => one.acks), PATIENCE).toEqual(clients.map(() => 3));
    const host = room.openAs(creator, name);
    await synced(host);
    expect(Object.keys(host.all())).toHaveLength(LARGEST_DOCUMENT / LARGEST_UPDATE);
    host.set('one more', part);
    await expect.poll(() => host.notices, PATIENCE).toEqual([{ kind: 'refused', reason: 'full' }]);
    clients[0]?.doc.getMap('test').delete('part 0');
    await expect.poll(() => clients[0]?.acks, PATIENCE).toBe(4);
    const tidy = room.openAs(creator, name);
    await synced(tidy);
    expect(Object.keys(tidy.all())).toHaveLength(LARGEST_DOCUMENT / LARGEST_UPDATE - 1);
    // As often as it takes: the log is merged now and then.
    const one = tidy.doc.getMap('test');
    await expect
      .poll(
        async () => {
          const again = room.openAs(creator, name);
          await synced(again);
          again.set('instead', 'x'.repeat(LARGEST_UPDATE / 2));
          await expect.poll(() => again.acks + again.nacks, PATIENCE).toBe(2);
          again.cut();
          return again.acks;
        },
        { ...PATIENCE, interval: 1_000 },
      )
      .toBe(2);
    await expect.poll(() => one.has('instead'), PATIENCE).toBe(true);
    expect(one.has('one more')).toBe(false);
  });
});

test('two carets of the same account in two tabs are two', async () => {
  const { creator, learner, name } = await room.running();
  const tabs = [room.openAs(learner, name), room.openAs(learner, name)];
  const host = room.openAs(creator, name);
  await synced(host, ...tabs);
  for (const tab of tabs) tab.say({ cursor: null });
  await expect.poll(() => host.others(), PATIENCE).toEqual(Array(2).fill({ cursor: null, user: { id: learner.id } }));
  const gone = once(tabs[0]?.webSocket ?? host.webSocket, 'close');
  tabs[0]?.cut();
  await gone;
  await expect.poll(() => host.others(), PATIENCE).toHaveLength(1);
});
