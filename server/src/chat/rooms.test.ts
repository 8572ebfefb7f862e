import { Message, MessagePage, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let cohost: Person;
/** One in each of two breakouts, and one who stays in the main room. */
let amir: Person;
let lotte: Person;
let kenji: Person;
let first: number;
let second: number;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 4 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host, kenji = host, cohost = host] = room.learners;
  await ask(host, 'POST', 'start');
  for (const person of room.learners) await ask(person, 'POST', 'join_live');
  await ask(host, 'POST', 'cohosts', { account_id: cohost.id, on: true });
  [first = 0, second = 0] = await openRooms(t, id, host, ['Red', 'Blue']);
  await moveTo(t, id, amir, first);
  await moveTo(t, id, lotte, second);
});
afterAll(() => t.close());

const ask = (person: Person, method: 'GET' | 'POST' | 'PATCH', what: string, body?: object) =>
  t.request(person, method, `/api/sessions/${id}/${what.includes('?') ? what : `${what}/`}`, body);
async function say(person: Person, text: string, more: object = {}): Promise<Message> {
  const answer = await ask(person, 'POST', 'messages', { text, ...more });
  expect(answer.statusCode, answer.body).toBe(201);
  return Message.parse(answer.json());
}
const list = (person: Person, query = '') => ask(person, 'GET', `messages/?limit=100${query}`);
const texts = async (person: Person, query = '') =>
  MessagePage.parse((await list(person, query)).json()).items.map((one) => one.text);
const view = async (person: Person, query = '') =>
  SessionView.parse((await ask(person, 'GET', `view/?${query}`)).json());
/** Everything that somebody is told of a session without asking for another room: the log, the view, the list. */
async function allThatReaches(person: Person): Promise<string> {
  const urls = ['events/?after=0', 'view/?', 'messages/?limit=100'];
  return (await Promise.all(urls.map((url) => ask(person, 'GET', url)))).map((answer) => answer.body).join('\n');
}

describe('what is written in a room', () => {
  test('reaches who is there, and nobody else by any way', async () => {
    const sent = new Map<Person, Message>();
    for (const person of [amir, lotte, kenji]) sent.set(person, await say(person, `secret of ${person.username}`));
    for (const person of [amir, lotte, kenji]) {
      const reached = await allThatReaches(person);
      for (const [writer, { id: message }] of sent) {
        const url = `/api/messages/${message}/`;
        const answer = await t.request(person, 'GET', url);
        if (writer === person) {
          expect(answer.statusCode).toBe(200);
          expect(reached).toContain(`secret of ${writer.username}`);
          continue;
        }
        expect(reached).not.toContain(`secret of ${writer.username}`);
        expectError(answer, 'message_not_found');
        expectError(
          await t.request(person, 'POST', `${url}reactions/`, { emoji: '👍', on: true }),
          'message_not_found',
        );
        expectError(await ask(person, 'POST', 'messages', { text: 'yes', reply_to: message }), 'reply_elsewhere');
      }
    }
    expect(sent.get(amir)).toMatchObject({ breakout_id: first });
    expect(await texts(host)).toEqual([`secret of ${kenji.username}`]);
  });

  test('with its files', async () => {
    const uploaded = await t.app.inject({
      method: 'POST',
      url: `/api/sessions/${id}/attachments/?name=a.txt`,
      headers: { cookie: amir.cookie, 'content-type': 'application/octet-stream' },
      payload: Buffer.from('Hello'),
    });
    const file = uploaded.json().id;
    await say(amir, 'see this', { attachments: [file] });
    const download = (person: Person) => t.request(person, 'GET', `/api/attachments/${file}/`);
    expect((await download(amir)).body).toBe('Hello');
    expect((await download(host)).body).toBe('Hello');
    for (const person of [lotte, kenji]) expectError(await download(person), 'attachment_not_found');
    await moveTo(t, id, amir, null);
    expectError(await download(amir), 'attachment_not_found');
  });

  test('may not be changed by who has left it, and can be deleted by a host from anywhere', async () => {
    const { id: message } = await say(amir, 'mine');
    await moveTo(t, id, amir, second);
    const url = `/api/messages/${message}/`;
    expectError(await t.request(amir, 'PATCH', url, { text: 'changed' }), 'message_not_found');
    await moveTo(t, id, amir, first);
    expect((await t.request(cohost, 'DELETE', url)).statusCode).toBe(200);
    expect((await view(amir)).room?.messages).toMatchObject([{ text: '', breakout_id: first }]);
    expect(await allThatReaches(kenji)).not.toContain('chat.deleted');
  });

  test('names who is there, and hosts', async () => {
    const names = [amir, lotte, kenji, cohost, host].map((one) => `@${one.username}`).join(' ');
    expect((await say(amir, names)).mentions.map((one) => one.id)).toEqual([amir.id, cohost.id, host.id]);
    expect((await say(kenji, names)).mentions).toHaveLength(5);
  });

  test('in private needs the host to be there', async () => {
    expectError(await ask(amir, 'POST', 'messages', { text: 'psst', to: host.id }), 'recipient_not_here');
    expectError(await ask(host, 'POST', 'messages', { text: 'psst', to: amir.id }), 'recipient_not_here');
    await moveTo(t, id, host, first);
    await say(amir, 'a question', { to: host.id });
    await say(host, 'an answer', { to: amir.id });
    await moveTo(t, id, lotte, first);
    expect(await texts(lotte)).toEqual([]);
    expect(await texts(amir)).toEqual(['a question', 'an answer']);
    expect(await texts(cohost, `&breakout_id=${first}`)).toEqual([]);
  });
});

test('whoever moves has the chat of the room where they are', async () => {
  await say(amir, 'in red');
  await say(lotte, 'in blue');
  await say(kenji, 'in the main room');
  for (const [room, expected] of [
    [first, 'in red'],
    [second, 'in blue'],
    [null, 'in the main room'],
  ] as const) {
    await moveTo(t, id, amir, room);
    expect((await view(amir)).room).toMatchObject({ breakout_id: room, messages: [{ text: expected }] });
    expect(await texts(amir)).toEqual([expected]);
  }
});

test('closing the chat is told in every room', async () => {
  await ask(host, 'PATCH', 'chat', { open: false });
  for (const person of [amir, lotte, kenji]) {
    expect(await allThatReaches(person)).toContain('chat.closed');
    expect((await view(person)).room?.chat_open).toBe(false);
    expectError(await ask(person, 'POST', 'messages', { text: 'Hello' }), 'chat_closed');
  }
});

describe('another room is read', () => {
  beforeEach(async () => {
    await say(amir, 'in red');
    await say(lotte, 'in blue');
    await say(kenji, 'in the main room');
  });

  test('while the session runs by the hosts, and by nobody else', async () => {
    for (const person of [host, cohost]) {
      expect((await view(person, `breakout_id=${first}`)).room?.messages).toMatchObject([{ text: 'in red' }]);
      expect(await texts(person, `&breakout_id=${second}`)).toEqual(['in blue']);
    }
    await moveTo(t, id, cohost, first);
    expect(await texts(cohost)).toEqual(['in red']);
    expect(await texts(cohost, '&breakout_id=main')).toEqual(['in the main room']);
    for (const asked of [`${second}`, 'main', '999999']) {
      expectError(await ask(amir, 'GET', `view/?breakout_id=${asked}`), 'breakout_not_found');
      expectError(await list(amir, `&breakout_id=${asked}`), 'breakout_not_found');
    }
    expect(await texts(amir, `&breakout_id=${first}`)).toEqual(['in red']);
    await ask(cohost, 'POST', 'leave_live');
    expect(await texts(cohost, `&breakout_id=${first}`)).toEqual(['in red']);
    expectError(await list(cohost, '&breakout_id=main'), 'breakout_not_found');
    expectError(await list(cohost), 'not_in_session');
  });

  test('once it is over by the hosts, and by who was in it', async () => {
    await moveTo(t, id, amir, null);
    await moveTo(t, id, amir, second);
    await ask(host, 'POST', 'end');
    for (const person of [host, cohost, amir]) {
      expect(await texts(person, `&breakout_id=${first}`)).toEqual(['in red']);
      expect((await view(person, `breakout_id=${second}`)).room?.messages).toMatchObject([{ text: 'in blue' }]);
      expect(await texts(person)).toEqual(['in the main room']);
    }
    expect(await texts(lotte, `&breakout_id=${second}`)).toEqual(['in blue']);
    for (const person of [lotte, kenji]) {
      expectError(await list(person, `&breakout_id=${first}`), 'breakout_not_found');
      expectError(await ask(person, 'GET', `view/?breakout_id=${first}`), 'breakout_not_found');
    }
  });

  test('never of another session', async () => {
    const other = await t.newClass({ learners: 0 });
    await t.request(other.creator, 'POST', `/api/sessions/${other.id}/start/`);
    const url = `/api/sessions/${other.id}/view/?breakout_id=${first}`;
    expectError(await t.request(other.creator, 'GET', url), 'breakout_not_found');
  });
});
