import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { type ClientSocket, type Follower, follow, openSocket } from '#testing/realtime-client.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let origin: string;
let id: number;
let host: Person;
/** Two in the first breakout, one in the second, one in the main room. */
let amir: Person;
let ben: Person;
let lotte: Person;
let kenji: Person;
let first: number;
let second: number;
const open: ClientSocket[] = [];
beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 4 });
  ({ id, creator: host } = room);
  [amir = host, ben = host, lotte = host, kenji = host] = room.learners;
  await post(host, 'start');
  for (const person of room.learners) await post(person, 'join_live');
  [first = 0, second = 0] = await openRooms(t, id, host, ['Red', 'Blue']);
  for (const person of [amir, ben]) await moveTo(t, id, person, first);
  await moveTo(t, id, lotte, second);
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);

function watch(person: Person): Promise<Follower> {
  const socket = openSocket(origin, person.cookie);
  open.push(socket);
  return follow(socket, id, { place: 'live' });
}

/** When everybody has all that was sent until now: an event that all get comes after it. */
async function settled(...followers: Follower[]): Promise<void> {
  const counts = followers.map((one) => one.events.length);
  await post(host, 'exemptions', { account_id: amir.id, right: 'screen', on: true });
  await post(host, 'exemptions', { account_id: amir.id, right: 'screen', on: false });
  await expect.poll(() => followers.every((one, index) => one.events.length >= (counts[index] ?? 0) + 2)).toBe(true);
}

test('a reaction is for the room where it is made', async () => {
  const all = await Promise.all([amir, ben, lotte, kenji, host].map(watch));
  await post(amir, 'reactions', { emoji: '👏' });
  await post(kenji, 'reactions', { emoji: '🎉' });
  await settled(...all);
  const got = all.map(({ reactions }) => reactions.map((one) => one.emoji).join());
  expect(got).toEqual(['👏', '👏', '', '🎉', '🎉']);
});

test('that somebody is not heard is told in the same room only', async () => {
  const [listener, speaker, elsewhere, main] = [
    await watch(amir),
    await watch(ben),
    await watch(lotte),
    await watch(kenji),
  ];
  listener.hearing([ben.id, lotte.id, kenji.id]);
  await expect.poll(() => speaker.heard).toMatchObject([{ listener_id: amir.id, hears: false }]);
  await settled(listener, speaker, elsewhere, main);
  expect([elsewhere.heard, main.heard]).toEqual([[], []]);
});

test('who moves gets a whole view of the room they come to, and nothing of the one they left', async () => {
  await post(ben, 'messages', { text: 'in red' });
  await post(lotte, 'messages', { text: 'in blue' });
  const mover = await watch(amir);
  expect(mover.texts()).toEqual(['in red']);
  await moveTo(t, id, amir, second);
  await expect.poll(() => mover.view()?.room?.breakout_id).toBe(second);
  expect([mover.freshViews(), mover.texts()]).toEqual([1, ['in blue']]);
  await post(ben, 'messages', { text: 'still in red' });
  await post(lotte, 'messages', { text: 'and in blue' });
  await expect.poll(() => mover.texts()).toEqual(['in blue', 'and in blue']);
  expect(JSON.stringify(mover.events)).not.toContain('red');
});

describe('speaking in a breakout', () => {
  test('is told to the hosts, wherever they are, and to nobody else', async () => {
    await post(host, 'cohosts', { account_id: kenji.id, on: true });
    await moveTo(t, id, kenji, second);
    const [speaker, beside, elsewhere, cohost, main] = await Promise.all([amir, ben, lotte, kenji, host].map(watch));
    if (!speaker || !beside || !elsewhere || !cohost || !main) throw new Error('Not all came');
    speaker.speaking(true);
    speaker.speaking(false);
    const told = [true, false].map((on) => ({ session_id: id, account_id: amir.id, on }));
    for (const one of [cohost, main]) await expect.poll(() => one.spoke).toEqual(told);
    await settled(speaker, beside, elsewhere);
    expect([speaker.spoke, beside.spoke, elsewhere.spoke]).toEqual([[], [], []]);
  });

  test('counts for who is in one, and for no other', async () => {
    const [main, waiting, hosts] = [await watch(kenji), await watch(amir), await watch(host)];
    main.speaking(true);
    waiting.move('page');
    waiting.speaking(true);
    waiting.move('live');
    waiting.speaking(false);
    await expect.poll(() => hosts.spoke).toEqual([{ session_id: id, account_id: amir.id, on: false }]);
  });

  test('what is no such message ends the connection', async () => {
    for (const input of [null, {}, { session_id: id }, { session_id: id, on: 'yes' }, { session_id: '1', on: true }]) {
      const follower = await watch(amir);
      follower.socket.emit('speaking', input as never);
      await expect.poll(() => follower.hangUps).toEqual(['malformed']);
    }
  });
});

test('that the rooms are about to be opened or closed is told to whom it concerns, each to where they will be called', async () => {
  const all = await Promise.all([host, amir, ben, lotte, kenji].map(watch));
  await post(host, 'expect_moves', { before: 'open' });
  await post(host, 'expect_moves', { before: 'close' });
  await settled(...all);
  expect(all.map(({ expected }) => expected)).toEqual([[], [null], [null], [null], []]);
  await post(host, 'time_breakouts', { seconds: 0 });
  await post(host, 'assign_breakouts', {
    assignments: [
      { account_id: amir.id, breakout_id: second },
      { account_id: kenji.id, breakout_id: first },
    ],
  });
  await post(ben, 'expect_moves', { before: 'open' });
  await post(host, 'expect_moves', { before: 'close' });
  await post(host, 'expect_moves', { before: 'open' });
  await settled(...all);
  expect(all.map(({ expected }) => expected)).toEqual([[], [null, second], [null], [null], [first]]);
});
