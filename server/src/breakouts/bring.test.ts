import { BreakoutBrought, MessagePage, notesDocument, pageDocument, SessionView } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { addElement, drawOn, shownOn } from '#testing/drawing.ts';
import { createOracle } from '#testing/oracle.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let room: DocumentRoom;
let oracle: ReturnType<typeof createOracle>;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let first: number;
let second: number;
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
  oracle = createOracle(t);
});
beforeEach(async () => {
  const held = await room.running(2);
  ({ id, creator: host } = held);
  [amir = host, lotte = host] = held.learners;
  [first = 0, second = 0] = await openRooms(t, id, host, ['Red', 'Blue']);
  await moveTo(t, id, amir, first);
  await moveTo(t, id, lotte, second);
});
afterEach(() => room.cutAll());
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
async function close(): Promise<void> {
  for (const person of [amir, lotte]) await moveTo(t, id, person, null);
  expect((await post(host, 'time_breakouts', { seconds: 0 })).statusCode).toBe(200);
}
async function bring(...what: string[]): Promise<BreakoutBrought> {
  let brought: unknown;
  await oracle.watched(id, [host, amir, lotte], async () => {
    const answer = await post(host, 'bring_breakout', { breakout_id: first, what });
    expect(answer.statusCode, answer.body).toBe(200);
    brought = answer.json();
  });
  return BreakoutBrought.parse(brought);
}
const view = async (person: Person, query = '') =>
  SessionView.parse((await t.request(person, 'GET', `/api/sessions/${id}/view/${query}`)).json());
const boardOf = async (query = '') => (await view(host, query)).room?.board;
const texts = async (person: Person, query = '') =>
  MessagePage.parse((await t.request(person, 'GET', `/api/sessions/${id}/messages/${query}`)).json()).items.map(
    ({ text, announcement }) => (announcement ? `! ${text}` : text),
  );

describe('announcing', () => {
  const announce = (person: Person, text: string, breakout_id: number | null, key?: string) =>
    t.request(
      person,
      'POST',
      `/api/sessions/${id}/announce/`,
      { text, breakout_id },
      key ? { 'idempotency-key': key } : {},
    );

  test('to one room is read there, and nowhere else', async () => {
    await oracle.watched(id, [host, amir, lotte], async () => {
      expect((await announce(host, 'Hello red', first)).statusCode).toBe(201);
    });
    expect([await texts(amir), await texts(lotte), await texts(host)]).toEqual([['! Hello red'], [], []]);
  });

  test('to all is one message in each room, whatever is locked, and once for one key', async () => {
    await t.request(host, 'PATCH', `/api/sessions/${id}/chat/`, { open: false });
    const answers = [await announce(host, 'Hello', null, 'a-key'), await announce(host, 'Hello', null, 'a-key')];
    expect(answers.map((one) => one.json().items.map((m: { breakout_id: number }) => m.breakout_id))).toEqual([
      [null, first, second],
      [null, first, second],
    ]);
    for (const person of [host, amir, lotte]) expect(await texts(person)).toEqual(['! Hello']);
  });

  test('is for hosts, to rooms of this session, while they are open', async () => {
    expectError(await announce(amir, 'Hello', null), 'forbidden');
    expectError(await announce(host, 'Hello', 999_999), 'breakout_not_found');
    await close();
    expectError(await announce(host, 'Hello', null), 'breakouts_not_open');
  });
});

describe('bringing the board', () => {
  test('moves what was drawn on, and leaves the room a page', async () => {
    const [page] = (await boardOf(`?breakout_id=${first}`))?.pages ?? [];
    const added = (await post(amir, 'board/pages', { name: 'Proofs' })).json();
    await post(amir, 'board/pages', { name: 'Blank' });
    for (const one of [page, added]) await drawOn(room.origin, amir, one?.id ?? 0, 'a');
    await moveTo(t, id, host, first);
    await post(host, `board/pages/${added.id}/open`);
    await post(host, `board/pages/${added.id}/clear`);
    const reader = room.openAs(amir, pageDocument(page?.id ?? 0));
    await synced(reader);
    await moveTo(t, id, host, null);
    await close();
    const before = await boardOf();
    expect(await bring('board')).toEqual({ pages: 2, notes: false, chat: false });
    const after = await boardOf();
    expect(after?.pages.map(({ name }) => name)).toEqual(['', 'Red: 1', 'Red: Proofs']);
    expect(after).toMatchObject({ open_page_id: before?.open_page_id, cleared: [{ page_id: added.id }] });
    expect((await boardOf(`?breakout_id=${first}`))?.pages.map(({ name }) => name)).toEqual(['Blank']);
    const client = room.openAs(lotte, pageDocument(page?.id ?? 0));
    await synced(client);
    expect([client.scope, shownOn(client.doc)]).toEqual(['read-write', ['a']]);
    addElement(client.doc, 'b');
    await expect.poll(() => client.acks, PATIENCE).toBeGreaterThan(0);
    expect(await bring('board')).toEqual({ pages: 0, notes: false, chat: false });
  });

  test('a room whose every page was drawn on gets a new one', async () => {
    const [page] = (await boardOf(`?breakout_id=${first}`))?.pages ?? [];
    await drawOn(room.origin, amir, page?.id ?? 0, 'a');
    await close();
    expect((await bring('board')).pages).toBe(1);
    const [left, ...others] = (await boardOf(`?breakout_id=${first}`))?.pages ?? [];
    expect([left?.name, others]).toEqual(['', []]);
    expect(left?.id).not.toBe(page?.id);
  });
});

describe('bringing the notes', () => {
  const write = async (person: Person, breakout_id: number | null, text: string) => {
    const client = room.openAs(person, notesDocument(id, breakout_id));
    await synced(client);
    const acks = client.acks;
    const heading = new Y.XmlElement<{ level: number }>('heading');
    heading.setAttribute('level', 3);
    heading.insert(0, [new Y.XmlText('Found')]);
    const paragraph = new Y.XmlElement('paragraph');
    const words = new Y.XmlText();
    words.insert(0, text, { bold: {} });
    paragraph.insert(0, [words]);
    client.doc.getXmlFragment('default').push([heading as unknown as Y.XmlElement, paragraph]);
    await expect.poll(() => client.acks, PATIENCE).toBeGreaterThan(acks);
    return client;
  };
  const read = (client: { doc: Y.Doc }) => client.doc.getXmlFragment('default').toString();
  const RED =
    '<heading level="2">Red</heading><heading level="3">Found</heading><paragraph><bold>in red</bold></paragraph>';

  test('appends them under the name of the room, whoever has them open', async () => {
    (await write(amir, first, 'in red')).cut();
    await close();
    const open = await write(lotte, null, 'in the main room');
    const before = read(open);
    expect(await bring('notes')).toEqual({ pages: 0, notes: true, chat: false });
    await expect.poll(() => read(open), PATIENCE).toBe(before + RED);
    const heading = open.doc.getXmlFragment('default').toArray().at(-2);
    expect(heading instanceof Y.XmlElement && heading.getAttribute('level')).toBe(3);
  });

  test('when nobody has them open, and only what is not there yet', async () => {
    (await write(amir, first, 'in red')).cut();
    await close();
    expect((await bring('notes')).notes).toBe(true);
    expect((await bring('notes')).notes).toBe(false);
    const client = room.openAs(lotte, notesDocument(id));
    await synced(client);
    expect(read(client)).toBe(RED);
  });

  test('of a room in which nothing was written there is nothing to bring', async () => {
    await close();
    expect(await bring('board', 'notes', 'chat')).toEqual({ pages: 0, notes: false, chat: false });
  });
});

describe('bringing the chat', () => {
  test('is one message of the host with all that was written to everyone, and not twice', async () => {
    await moveTo(t, id, host, first);
    await post(amir, 'messages', { text: 'Is it\nprime?' });
    await post(amir, 'messages', { text: 'secret', to: host.id });
    const { id: deleted } = (await post(amir, 'messages', { text: 'oops' })).json();
    await t.request(amir, 'DELETE', `/api/messages/${deleted}/`);
    await post(host, 'messages', { text: 'Yes' });
    await moveTo(t, id, host, null);
    await close();
    expect(await bring('chat')).toEqual({ pages: 0, notes: false, chat: true });
    expect(await bring('chat')).toEqual({ pages: 0, notes: false, chat: false });
    const messages = (await view(lotte)).room?.messages ?? [];
    expect(messages).toMatchObject([{ text: 'Red', user: { id: host.id }, attachments: [{ name: 'Red.txt' }] }]);
    const file = messages[0]?.attachments[0]?.id;
    const download = await t.request(lotte, 'GET', `/api/attachments/${file}/`);
    const minute = t.clock.now.toISOString().slice(0, 16).replace('T', ' ');
    expect(download.body).toBe(`${minute} UTC  Lotte Byron: Is it\n    prime?\n${minute} UTC  Ines Byron: Yes\n`);
  });
});

test('what is in a room is brought by hosts, once all are called back', async () => {
  const asked = { breakout_id: first, what: ['board'] };
  expectError(await post(amir, 'bring_breakout', asked), 'forbidden');
  expectError(await post(host, 'bring_breakout', asked), 'breakouts_open');
  await close();
  expectError(await post(host, 'bring_breakout', { ...asked, breakout_id: 999_999 }), 'breakout_not_found');
});
