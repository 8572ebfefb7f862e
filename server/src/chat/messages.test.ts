import { Message, MessagePage } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 2 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host] = room.learners;
  await t.request(host, 'POST', `/api/sessions/${id}/start/`);
  for (const person of [amir, lotte]) await t.request(person, 'POST', `/api/sessions/${id}/join_live/`);
});
afterAll(() => t.close());

const post = (person: Person, body: object, key?: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/messages/`, body, key ? { 'idempotency-key': key } : {});
async function say(person: Person, text: string, more: object = {}): Promise<Message> {
  const answer = await post(person, { text, ...more });
  expect(answer.statusCode, answer.body).toBe(201);
  return Message.parse(answer.json());
}
const list = async (person: Person, query = '') =>
  MessagePage.parse((await t.request(person, 'GET', `/api/sessions/${id}/messages/?limit=100${query}`)).json());
const texts = async (person: Person) => (await list(person)).items.map((one) => one.text);
/** Everything that somebody is told of a session, from its beginning: the log, the view, the list. */
async function allThatReaches(person: Person): Promise<string> {
  const urls = ['events/?after=0', 'view/', 'messages/?limit=100'];
  const answers = urls.map((url) => t.request(person, 'GET', `/api/sessions/${id}/${url}`));
  return (await Promise.all(answers)).map((answer) => answer.body).join('\n');
}

describe('a private message', () => {
  test('goes between the host and one person, and reaches nobody else by any way', async () => {
    const sent = [
      await say(amir, 'my secret question', { to: host.id }),
      await say(host, 'my secret answer', { to: amir.id }),
    ];
    for (const person of [host, amir]) expect(await texts(person)).toEqual(['my secret question', 'my secret answer']);
    expect(await allThatReaches(lotte)).not.toContain('secret');
    for (const { id: message } of sent) {
      expectError(await t.request(lotte, 'GET', `/api/messages/${message}/`), 'message_not_found');
      const reaction = { emoji: '👍', on: true };
      expectError(await t.request(lotte, 'POST', `/api/messages/${message}/reactions/`, reaction), 'message_not_found');
    }
  });

  test('goes to nobody but the host or somebody inside', async () => {
    expectError(await post(amir, { text: 'psst', to: lotte.id }), 'not_with_host');
    expectError(await post(amir, { text: 'psst', to: amir.id }), 'not_with_host');
    await t.request(lotte, 'POST', `/api/sessions/${id}/leave_live/`);
    expectError(await post(host, { text: 'psst', to: lotte.id }), 'recipient_not_here');
  });
});

describe('a message', () => {
  test('has 4,000 characters at most, and at least one', async () => {
    expect((await post(amir, { text: 'x'.repeat(4_000) })).statusCode).toBe(201);
    for (const text of ['x'.repeat(4_001), '', '  \n ']) expectError(await post(amir, { text }), 'invalid_input');
  });

  test('answers one of the same conversation only', async () => {
    const [toAll, secret] = [await say(amir, 'to all'), await say(amir, 'to you', { to: host.id })];
    expect((await say(lotte, 'yes', { reply_to: toAll.id })).reply_to).toMatchObject({ id: toAll.id });
    expectError(await post(lotte, { text: 'yes', reply_to: secret.id }), 'reply_elsewhere');
    expectError(await post(host, { text: 'yes', reply_to: secret.id }), 'reply_elsewhere');
    expectError(await post(amir, { text: 'yes', reply_to: 999_999 }), 'reply_elsewhere');
    expect((await say(host, 'yes', { reply_to: secret.id, to: amir.id })).reply_to?.id).toBe(secret.id);
  });

  test('names people of the session, and in private only the two', async () => {
    const stranger = await t.newPerson();
    const names = `@${lotte.username}. and @${stranger.username}, mail@${host.username}`;
    expect((await say(amir, names)).mentions.map((one) => one.id)).toEqual([lotte.id]);
    expect((await say(amir, names, { to: host.id })).mentions).toEqual([]);
  });

  test('with one key is one message, however often and however fast it is sent', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(amir, { text: 'once' }, 'the-key')));
    expect(new Set(answers.map((one) => one.body)).size).toBe(1);
    expect(answers.every((one) => one.statusCode === 201)).toBe(true);
    expect(await texts(lotte)).toEqual(['once']);
    expectError(await post(amir, { text: 'another' }, 'the-key'), 'idempotency_key_reused');
  });

  test('of many who write at once has its place, the same for all', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => say([host, amir, lotte][index % 3] ?? host, `text ${index}`)),
    );
    const order = await texts(host);
    expect(order).toHaveLength(20);
    for (const person of [amir, lotte]) expect(await texts(person)).toEqual(order);
  });

  test('is read by pages, from the start or back from the end, without what is not for the reader', async () => {
    for (let count = 0; count < 7; count += 1) {
      await say(amir, `${count}`, count % 3 === 1 ? { to: host.id } : {});
    }
    const walk = async (person: Person, direction: string) => {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const url = `/api/sessions/${id}/messages/?limit=2&direction=${direction}${cursor && `&cursor=${cursor}`}`;
        const page = MessagePage.parse((await t.request(person, 'GET', url)).json());
        found.push(...page.items.map((one) => one.text));
        cursor = page.next;
      }
      return found.join('');
    };
    expect(await walk(host, 'forward')).toBe('0123456');
    expect(await walk(host, 'back')).toBe('6543210');
    expect(await walk(lotte, 'forward')).toBe('02356');
    expect(await walk(lotte, 'back')).toBe('65320');
  });

  test('is what was typed, whatever that is', async () => {
    const payload = `<img src=x onerror=alert(1)> "' \${7*7} {{7*7}} javascript:alert(1) \u202e </script>`;
    const answer = await post(amir, { text: payload });
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(await texts(lotte)).toEqual([payload]);
  });
});

test('in a closed chat only the host writes', async () => {
  await t.request(host, 'PATCH', `/api/sessions/${id}/chat/`, { open: false });
  expectError(await post(amir, { text: 'May I?' }), 'chat_closed');
  expectError(await post(amir, { text: 'May I?', to: host.id }), 'chat_closed');
  await say(host, 'Listen, please');
  await t.request(host, 'PATCH', `/api/sessions/${id}/chat/`, { open: true });
  await say(amir, 'Thank you');
});

test('who writes too much is told to wait, and nobody else is', async () => {
  const answers = await Promise.all(Array.from({ length: 121 }, () => post(amir, { text: 'spam' })));
  const refused = answers.filter((one) => one.statusCode !== 201);
  expect(refused).toHaveLength(1);
  if (refused[0]) expectError(refused[0], 'too_many_requests');
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  await say(lotte, 'I may');
});

test('who leaves reads no more until it is over, and who never came in never does', async () => {
  await say(host, 'Among us');
  await t.request(amir, 'POST', `/api/sessions/${id}/leave_live/`);
  const read = (person: Person) => t.request(person, 'GET', `/api/sessions/${id}/messages/`);
  expectError(await read(amir), 'not_in_session');
  const absent = await t.newPerson();
  const booking = (await t.request(absent, 'POST', `/api/sessions/${id}/bookings/`, {})).json();
  await t.request(host, 'POST', `/api/bookings/${booking.id}/approve/`);
  await t.request(host, 'POST', `/api/sessions/${id}/end/`);
  expect(await texts(amir)).toEqual(['Among us']);
  expectError(await read(absent), 'not_in_session');
  expectError(await post(host, { text: 'Too late' }), 'session_not_ongoing');
});

describe('a change', () => {
  test("of a text is its writer's own; deleting is the writer's and the host's", async () => {
    const mine = await say(amir, 'first words');
    expectError(await t.request(host, 'PATCH', `/api/messages/${mine.id}/`, { text: 'yours' }), 'forbidden');
    expectError(await t.request(lotte, 'DELETE', `/api/messages/${mine.id}/`), 'forbidden');
    expect(
      (await t.request(amir, 'PATCH', `/api/messages/${mine.id}/`, { text: 'second words' })).json(),
    ).toMatchObject({
      text: 'second words',
      edited_at: t.clock.now.toISOString(),
    });
    expect((await t.request(host, 'DELETE', `/api/messages/${mine.id}/`)).statusCode).toBe(200);
    expectError(await t.request(amir, 'PATCH', `/api/messages/${mine.id}/`, { text: 'third' }), 'message_deleted');
  });

  test('takes the earlier words out of everything that can be read, the log too', async () => {
    const edited = await say(amir, 'alpha words');
    const deleted = await say(amir, 'beta words');
    await t.request(amir, 'PATCH', `/api/messages/${edited.id}/`, { text: 'gamma words' });
    await t.request(amir, 'PATCH', `/api/messages/${deleted.id}/`, { text: 'delta words' });
    await t.request(amir, 'DELETE', `/api/messages/${deleted.id}/`);
    for (const person of [host, amir, lotte]) {
      const told = await allThatReaches(person);
      for (const word of ['alpha', 'beta', 'delta']) expect(told, word).not.toContain(word);
      expect(told).toContain('gamma words');
    }
    expect((await list(lotte)).items.at(-1)).toMatchObject({ text: '', deleted_at: t.clock.now.toISOString() });
  });

  test("by a reaction is each person's once, and twenty different ones at most", async () => {
    const { id: message } = await say(amir, 'Look');
    const react = (person: Person, emoji: string, on = true) =>
      t.request(person, 'POST', `/api/messages/${message}/reactions/`, { emoji, on });
    for (const person of [lotte, lotte, host]) await react(person, '👍');
    const read = async () =>
      Message.parse((await t.request(host, 'GET', `/api/messages/${message}/`)).json()).reactions;
    expect(await read()).toEqual([lotte, host].map((person) => ({ emoji: '👍', account_id: person.id })));
    await react(lotte, '👍', false);
    expect(await read()).toEqual([{ emoji: '👍', account_id: host.id }]);
    const more = [...'🎉😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂'];
    const answers = [];
    for (const emoji of more) answers.push(await react(lotte, emoji));
    expect(answers.filter((one) => one.statusCode === 200)).toHaveLength(19);
    const last = answers.at(-1);
    if (last) expectError(last, 'too_many_reactions');
    expect(new Set((await read()).map((one) => one.emoji)).size).toBe(20);
  });
});
