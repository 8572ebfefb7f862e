import { HandsAnswer } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let kenji: Person;
let first: number;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 3 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host, kenji = host] = room.learners;
  await post(host, 'start');
  for (const person of room.learners) await post(person, 'join_live');
  [first = 0] = await openRooms(t, id, host, ['Red']);
  await moveTo(t, id, amir, first);
  await moveTo(t, id, lotte, first);
});
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
async function done(person: Person, command: string, body?: object) {
  const answer = await post(person, command, body);
  expect(answer.statusCode, answer.body).toBe(200);
  const { hands, word } = HandsAnswer.parse(answer.json());
  return { queue: hands.map((one) => one.user.id), word: word?.id ?? null };
}
const log = async (person: Person) =>
  (await t.request(person, 'GET', `/api/sessions/${id}/events/?after=0`))
    .json()
    .events.map((event: { type: string }) => event.type)
    .filter((type: string) => /^(hand|word)\./.test(type));

test('each room has its own queue and its own word', async () => {
  await done(kenji, 'raise_hand');
  expect(await done(lotte, 'raise_hand')).toEqual({ queue: [lotte.id], word: null });
  expect(await done(amir, 'raise_hand')).toEqual({ queue: [lotte.id, amir.id], word: null });
  expect(await done(host, 'give_word')).toEqual({ queue: [], word: kenji.id });
  await moveTo(t, id, host, first);
  expect(await done(host, 'give_word')).toEqual({ queue: [amir.id], word: lotte.id });
  expectError(await post(host, 'give_word', { account_id: kenji.id }), 'participant_not_found');
  expect(await done(host, 'lower_all_hands')).toEqual({ queue: [], word: lotte.id });
  expect(await done(kenji, 'lower_hand')).toEqual({ queue: [], word: kenji.id });
  expect(await done(lotte, 'end_word')).toEqual({ queue: [], word: null });
  expect(await log(kenji)).toEqual(['hand.raised', 'hand.lowered', 'word.given']);
});

test('a host lowers a hand in another room, and it is told there', async () => {
  await done(amir, 'raise_hand');
  expect(await done(host, 'lower_hand', { account_id: amir.id })).toEqual({ queue: [], word: null });
  expect(await log(amir)).toEqual(['hand.raised', 'hand.lowered']);
  expect(await log(kenji)).toEqual([]);
});

test('whoever leaves from a room, or is gone from it for long, has neither a hand up nor the word there', async () => {
  await done(amir, 'raise_hand');
  await done(lotte, 'raise_hand');
  await moveTo(t, id, host, first);
  await done(host, 'give_word');
  await post(amir, 'leave_live');
  expect(await done(host, 'lower_hand')).toEqual({ queue: [lotte.id], word: null });
});

test('who has the word in a room may speak there although microphones are locked, and only there', async () => {
  for (const person of [amir, kenji]) {
    const room = person === amir ? { session_id: id, breakout_id: first } : mainRoom(id);
    await t.media.connect(await t.media.token(room, person.id, ['microphone', 'camera']));
  }
  const maySend = async (breakout_id: number | null, person: Person) =>
    (await t.media.people({ session_id: id, breakout_id })).find((one) => one.account_id === person.id)?.may_send;
  await moveTo(t, id, host, first);
  await done(host, 'give_word', { account_id: amir.id });
  await t.request(host, 'PATCH', `/api/sessions/${id}/moderation/`, { locks: { microphone: true } });
  expect(await maySend(first, amir)).toEqual(['microphone', 'camera']);
  expect(await maySend(null, kenji)).toEqual(['camera']);
});

test('the end of the session takes every word back', async () => {
  await moveTo(t, id, host, first);
  await done(host, 'give_word', { account_id: amir.id });
  await post(host, 'end');
  const answer = await t.request(amir, 'GET', `/api/sessions/${id}/view/?breakout_id=${first}`);
  expect(answer.json().room).toMatchObject({ breakout_id: first, word: null, hands: [] });
});

test('whoever goes to another room lowers the hand and gives back the word in the one they leave', async () => {
  await done(amir, 'raise_hand');
  await moveTo(t, id, host, first);
  await done(host, 'give_word', { account_id: lotte.id });
  for (const person of [amir, lotte]) await moveTo(t, id, person, null);
  expect(await done(host, 'lower_hand')).toEqual({ queue: [], word: null });
  expect(await done(kenji, 'lower_hand')).toEqual({ queue: [], word: null });
  const events = (await t.request(host, 'GET', `/api/sessions/${id}/events/?after=0`)).json().events;
  expect(events.filter(({ type }: { type: string }) => /^(hand.lowered|word.ended)$/.test(type))).toMatchObject([
    { data: { account_id: amir.id, reason: 'moved' } },
    { data: { account_id: lotte.id } },
  ]);
  expect(await log(kenji)).toEqual([]);
});

test('who vanished from a room with the hand up, and comes back to another, has it down', async () => {
  await done(amir, 'raise_hand');
  await t.db.orm.execute(`update live_session_participant set left_at = '${t.clock.now.toISOString()}',
    left_reason = 'vanished' where session_id = ${id} and account_id = ${amir.id} and left_at is null`);
  await t.request(host, 'POST', `/api/sessions/${id}/time_breakouts/`, { seconds: 0 });
  await post(amir, 'join_live');
  expect(await done(amir, 'raise_hand')).toEqual({ queue: [amir.id], word: null });
  expect(await done(kenji, 'lower_hand')).toEqual({ queue: [amir.id], word: null });
});
