import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { PROTOCOL_VERSION } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { openRawSocket, type RawSocket } from '#testing/raw-socket.ts';
import { type ClientSocket, follow, happening, openSocket } from '#testing/realtime-client.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

/** The rows of the fault matrix that concern the connections, by their numbers. */
let t: TestApp;
let origin: string;
const open: ClientSocket[] = [];
const raw: RawSocket[] = [];

beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
  for (const { webSocket } of raw.splice(0)) webSocket.terminate();
});
afterAll(() => t.close());

const PATIENCE = { timeout: 20_000 };

function socketOf(person: Person): ClientSocket {
  const socket = openSocket(origin, person.cookie);
  open.push(socket);
  return socket;
}

async function rawOf(person: Person, options?: Parameters<typeof openRawSocket>[2]): Promise<RawSocket> {
  const socket = await openRawSocket(origin, person.cookie, options);
  raw.push(socket);
  return socket;
}

const post = (person: Person, id: number, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);

async function running(learners = 1) {
  const { id, creator, learners: people } = await t.newClass({ learners });
  await post(creator, id, 'start');
  for (const learner of people) await post(learner, id, 'join_live');
  return { id, creator, people, learner: people[0] ?? creator };
}

/** Fills the log with so many events of some ten kilobytes, and has them delivered. */
async function flood(id: number, creator: Person, events: number): Promise<void> {
  const description = 'x'.repeat(10_000);
  await t.db.orm.execute(`
    with numbered as (
      select last_seq + n as seq from session, generate_series(1, ${events}) n where session.id = ${id}
    ), written as (
      insert into session_event (session_id, seq, at, type, audience, data)
      select ${id}, seq, now(), 'session.edited', 'public', jsonb_build_object('title', 'Algebra', 'description',
        '${description}', 'capacity', null, 'scheduled_start', null, 'scheduled_end', null) from numbered
    ) update session set last_seq = last_seq + ${events}, description = '${description}' where id = ${id}`);
  await t.request(creator, 'PATCH', `/api/sessions/${id}/`, { title: 'Algebra again' });
}

test('6: offline past the buffer: the whole view again, equal to a fresh one', async () => {
  const { id, creator, learner } = await running();
  const before = await follow(socketOf(learner), id, { place: 'live' });
  const from = before.view();
  before.socket.disconnect();
  await flood(id, creator, 600);
  const back = await follow(socketOf(learner), id, { place: 'live', from });
  expect(back.answer.kind).toBe('view');
  expect(back.view()).toEqual((await t.request(learner, 'GET', `/api/sessions/${id}/view/`)).json());
});

test('7: a half-open connection is noticed by itself, and shown as reconnecting', async () => {
  const { id, creator, learner } = await running();
  const host = await follow(socketOf(creator), id, { place: 'live' });
  const silent = await rawOf(learner, { answersPings: false });
  await silent.subscribe(id, 'live');
  const awayOf = () => host.presence().get(learner.id)?.away;
  await expect.poll(awayOf, PATIENCE).toBeNull();
  await silent.closed;
  await expect.poll(awayOf, PATIENCE).toBe('reconnecting');
});

test('9: of two tabs one holds the stay: the other takes over only when asked, and nobody is doubled', async () => {
  const { id, creator, learner } = await running();
  const take = async (tab: string, take_over: boolean) =>
    (await post(learner, id, 'media_token', { tab, take_over })).json().code ?? 'taken';
  const host = await follow(socketOf(creator), id, { place: 'live' });
  const tabs = [await follow(socketOf(learner), id, { place: 'live' }), await follow(socketOf(learner), id)];
  const holder = () => tabs.map((one) => one.view()?.my_stay?.tab);
  expect(await take('the-first-tab', false)).toBe('taken');
  await expect.poll(holder, PATIENCE).toEqual(['the-first-tab', 'the-first-tab']);
  expect(await take('the-second-tab', false)).toBe('in_session_elsewhere');
  expect(await take('the-second-tab', true)).toBe('taken');
  await expect.poll(holder, PATIENCE).toEqual(['the-second-tab', 'the-second-tab']);
  // The first tab wants its media back after a loss: it is told, and does not throw the second one out.
  expect(await take('the-first-tab', false)).toBe('in_session_elsewhere');
  expect(holder()).toEqual(['the-second-tab', 'the-second-tab']);
  expect(host.view()?.participants.filter((one) => one.user.id === learner.id)).toHaveLength(1);
  expect(host.view()?.my_stay?.tab).toBeNull();
});

test('10: an old connection that closes after the new one opened takes nobody away', async () => {
  const { id, creator, learner } = await running();
  const host = await follow(socketOf(creator), id, { place: 'live' });
  const first = await follow(socketOf(learner), id, { place: 'live' });
  await follow(socketOf(learner), id, { place: 'live' });
  first.socket.disconnect();
  // Somebody else's move, told after the closing, shows that it was looked at.
  host.move('live', true);
  await expect.poll(() => host.presence().get(creator.id)?.away, PATIENCE).toBe('hidden');
  expect(host.presence().get(learner.id)).toMatchObject({ place: 'live', away: null });
});

test('13: a machine that wakes up does not bring back a stay that is over', async () => {
  const { id, creator, learner } = await running();
  const host = await follow(socketOf(creator), id, { place: 'live' });
  const asleep = await follow(socketOf(learner), id, { place: 'live' });
  const from = asleep.view();
  asleep.socket.disconnect();
  await post(learner, id, 'leave_live');
  const awake = await follow(socketOf(learner), id, { place: 'live', from });
  expect(awake.view()).toMatchObject({ my_stay: { ended: 'left' }, room: null });
  expectError(await post(learner, id, 'media_token', { tab: 'the-old-tab', take_over: true }), 'not_in_session');
  await post(creator, id, 'messages', { text: 'Who is here?' });
  await expect.poll(() => host.texts(), PATIENCE).toEqual(['Who is here?']);
  expect(host.view()?.participants.map((one) => one.user.id)).toEqual([creator.id]);
  await expect.poll(() => [...host.presence().keys()], PATIENCE).toEqual([creator.id]);
});

test('28: who does not read is dropped alone, and the others get everything', async () => {
  const { id, creator, learner } = await running();
  const host = await follow(socketOf(creator), id, { place: 'live' });
  const slow = await rawOf(learner);
  await slow.subscribe(id);
  slow.stopReading();
  const before = host.events.length;
  await flood(id, creator, 2_500);
  await expect.poll(() => host.events.length - before, PATIENCE).toBe(2_501);
  slow.readAgain();
  await slow.closed;
  expect(slow.got.length).toBeLessThan(2_500);
  expect(host.socket.connected).toBe(true);
});

describe('30: what is malformed closes its own connection and no other', () => {
  const subscribe = (changes: object) =>
    `420${JSON.stringify(['subscribe', { version: PROTOCOL_VERSION, session_id: 1, after: null, place: 'page', hidden: false, ...changes }])}`;
  const frames: [name: string, send: (socket: RawSocket, id: number) => void][] = [
    ['no packet of the protocol', ({ send }) => send('hello')],
    ['half a message', ({ send }) => send('42["subscribe",{"session_id"')],
    ['an unknown message', ({ send }) => send('42["shout","x"]')],
    ['a wrong type', ({ send }) => send(subscribe({ session_id: '1' }))],
    ['no acknowledgement asked for', ({ send }) => send(subscribe({}).replace('420', '42'))],
    ['a negative number', ({ send }) => send(subscribe({ after: -1 }))],
    ['a name of the language', ({ send }) => send('42["__proto__",{}]')],
    ['bytes', ({ webSocket }) => webSocket.send(randomBytes(64))],
    [
      'more than a message may have',
      ({ send }, id) => send(subscribe({ session_id: id, padding: 'x'.repeat(20_000) })),
    ],
    [
      'a compressed frame that unpacks to a gigabyte',
      ({ webSocket }) => {
        const bomb = deflateRawSync(Buffer.alloc(16 * 1024 * 1024, 0x61)).subarray(0, 12_000);
        // First byte: the end of a text frame, with the bit that says "compressed". The mask is zero.
        const header = Buffer.from([0xc1, 0x80 | 126, bomb.length >> 8, bomb.length & 255, 0, 0, 0, 0]);
        Reflect.get(webSocket, '_socket').write(Buffer.concat([header, bomb]));
      },
    ],
  ];

  test.each(frames)('%s', async (_name, send) => {
    const { id, creator, learner } = await running();
    const calm = await follow(socketOf(creator), id, { place: 'live' });
    const wild = await rawOf(learner);
    send(wild, id);
    await wild.closed;
    expect(calm.socket.connected).toBe(true);
    await post(creator, id, 'messages', { text: 'All is well' });
    await expect.poll(() => calm.texts(), PATIENCE).toEqual(['All is well']);
  });
});

test('31: a flood by one account is ended, refused for a while, and not felt by the others', async () => {
  const { id, creator, people } = await running(2);
  const [wild = creator, calm = creator] = people;
  const other = await follow(socketOf(calm), id, { place: 'live' });
  const flooder = await follow(socketOf(wild), id, { place: 'live' });
  const gone = happening(flooder.socket, 'disconnect');
  for (let count = 0; count < 200; count += 1) flooder.move('live', count % 2 === 0);
  await gone;
  expect(flooder.hangUps).toEqual(['too_many']);
  const again = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = socketOf(wild);
      return Promise.race([
        happening(socket, 'connect').then(() => 'connected'),
        happening(socket, 'connect_error').then((error) => (error instanceof Error ? error.message : '')),
      ]);
    }),
  );
  expect(again).toContain('too_many_requests');
  await post(creator, id, 'messages', { text: 'Did you feel it?' });
  await expect.poll(() => other.texts(), PATIENCE).toEqual(['Did you feel it?']);
});

test('32: removed during the call: connection, media, tokens and the way back are cut at once', async () => {
  const { id, creator, learner } = await running();
  const token = (await post(learner, id, 'media_token')).json().token;
  t.media.connect(token);
  const inside = await follow(socketOf(learner), id, { place: 'live' });
  const stay = inside.view()?.my_stay?.id;
  const gone = happening(inside.socket, 'disconnect');
  expect((await post(creator, id, `live_participants/${stay}/remove`)).statusCode).toBe(200);
  await gone;
  expect(inside.hangUps).toEqual(['standing_changed']);
  expect(inside.view()).toMatchObject({ role: 'outsider', room: null, my_stay: { ended: 'removed' } });
  expect((await t.media.people(mainRoom(id))).map((one) => one.account_id)).not.toContain(learner.id);
  expectError(await post(learner, id, 'media_token'), 'not_in_session');
  expectError(await post(learner, id, 'warm_media'), 'not_approved');
  expectError(await post(learner, id, 'join_live'), 'not_approved');
  expectError(await post(learner, id, 'messages', { text: 'Hello?' }), 'not_in_session');
  expectError(await t.request(learner, 'GET', `/api/sessions/${id}/messages/`), 'not_in_session');
  const after = await follow(socketOf(learner), id);
  await post(creator, id, 'messages', { text: 'They are gone' });
  await expect.poll(() => after.events.at(-1)?.type, PATIENCE).toBe('concealed');
});

test('33: who waits has no chat, no hands, no polls, no rights at the media, and is told when it ends', async () => {
  const { id, creator } = await running();
  const waiter = await t.newPerson();
  const booking = (await post(waiter, id, 'bookings', {})).json();
  await t.request(creator, 'POST', `/api/bookings/${booking.id}/approve/`);
  const waiting = await follow(socketOf(waiter), id, { place: 'waiting' });
  await post(creator, id, 'messages', { text: 'Among us' });
  await post(creator, id, 'polls', { question: 'Ready?', options: ['Yes', 'No'] });
  await post(creator, id, 'raise_hand');
  await post(creator, id, 'reactions', { emoji: '👍' });
  await expect.poll(() => waiting.events.map((one) => one.type), PATIENCE).toEqual(Array(3).fill('concealed'));
  expect(waiting.view()?.room).toBeNull();
  expect(waiting.reactions).toEqual([]);
  for (const [method, url, body] of [
    ['GET', 'messages', undefined],
    ['GET', 'polls', undefined],
    ['POST', 'messages', { text: 'Let me in' }],
    ['POST', 'raise_hand', undefined],
    ['POST', 'reactions', { emoji: '👍' }],
    ['POST', 'media_token', undefined],
  ] as const) {
    expectError(await t.request(waiter, method, `/api/sessions/${id}/${url}/`, body), 'not_in_session');
  }
  const { token } = (await post(waiter, id, 'warm_media')).json();
  expect(await t.media.inspect(token)).toMatchObject({ has_rights: false });
  await post(creator, id, 'end');
  await expect.poll(() => waiting.view()?.session.status, PATIENCE).toBe('completed');
});
