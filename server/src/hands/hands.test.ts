import { HandsAnswer } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { leavesNothing } from '#testing/refused.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let kenji: Person;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 3 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host, kenji = host] = room.learners;
  await post(host, 'start');
  for (const person of room.learners) await post(person, 'join_live');
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
const state = () => done(host, 'lower_hand');

test('first come, first served; raising twice keeps the place', async () => {
  for (const person of [lotte, amir, lotte]) await done(person, 'raise_hand');
  expect(await done(kenji, 'raise_hand')).toEqual({ queue: [lotte.id, amir.id, kenji.id], word: null });
  expect((await done(lotte, 'lower_hand')).queue).toEqual([amir.id, kenji.id]);
  expect((await done(lotte, 'raise_hand')).queue).toEqual([amir.id, kenji.id, lotte.id]);
});

test('many who raise at once each have one place', async () => {
  await Promise.all([amir, lotte, kenji, amir, lotte, kenji].map((person) => post(person, 'raise_hand')));
  expect((await state()).queue.sort()).toEqual([amir.id, lotte.id, kenji.id].sort());
});

test("the host lowers one or all, and nobody else another's", async () => {
  for (const person of [amir, lotte, kenji]) await done(person, 'raise_hand');
  expectError(await post(amir, 'lower_hand', { account_id: lotte.id }), 'forbidden');
  expect((await done(host, 'lower_hand', { account_id: lotte.id })).queue).toEqual([amir.id, kenji.id]);
  expect((await done(host, 'lower_all_hands')).queue).toEqual([]);
});

test('the word goes to the next, to one who is named, or back; with it the hand is lowered', async () => {
  expectError(await post(host, 'give_word', {}), 'nobody_waits');
  for (const person of [amir, lotte, kenji]) await done(person, 'raise_hand');
  expect(await done(host, 'give_word')).toEqual({ queue: [lotte.id, kenji.id], word: amir.id });
  expect(await done(host, 'give_word', { account_id: kenji.id })).toEqual({ queue: [lotte.id], word: kenji.id });
  expect((await done(amir, 'end_word')).word).toBe(kenji.id);
  expect((await done(kenji, 'end_word')).word).toBeNull();
  expect((await done(host, 'give_word')).word).toBe(lotte.id);
  expect((await done(host, 'give_word', { account_id: null })).word).toBeNull();
  const stranger = await t.newPerson();
  expectError(await post(host, 'give_word', { account_id: stranger.id }), 'participant_not_found');
});

test('whoever leaves has neither a hand up nor the word', async () => {
  for (const person of [amir, lotte]) await done(person, 'raise_hand');
  await done(host, 'give_word');
  for (const person of [amir, lotte]) await post(person, 'leave_live');
  expect(await state()).toEqual({ queue: [], word: null });
  expectError(await post(amir, 'raise_hand'), 'not_in_session');
});

test('the end of the session lowers all', async () => {
  await done(amir, 'raise_hand');
  await post(host, 'end');
  const { room } = (await t.request(amir, 'GET', `/api/sessions/${id}/view/`)).json();
  expect(room).toMatchObject({ hands: [], word: null });
});

test('a reaction is kept nowhere', async () => {
  await leavesNothing(t.db, async () => {
    expect((await post(amir, 'reactions', { emoji: '👏' })).statusCode).toBe(200);
  });
});
