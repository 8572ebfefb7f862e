import { Poll, PollList } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { nextPollStatus } from './lifecycle.ts';

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

const open = (anonymous: boolean, key?: string) =>
  t.request(
    host,
    'POST',
    `/api/sessions/${id}/polls/`,
    { question: 'Ready?', options: ['Yes', 'No'], anonymous },
    key ? { 'idempotency-key': key } : {},
  );
const opened = async (anonymous = false) => Poll.parse((await open(anonymous)).json()).id;
const vote = (person: Person, poll: number, option: number) =>
  t.request(person, 'POST', `/api/polls/${poll}/vote/`, { option });
const command = (poll: number, what: 'close' | 'show') => t.request(host, 'POST', `/api/polls/${poll}/${what}/`);
async function seenBy(person: Person): Promise<Poll[]> {
  return PollList.parse((await t.request(person, 'GET', `/api/sessions/${id}/polls/`)).json()).items;
}

test.each([
  ['open', 'vote', 'open'],
  ['open', 'close', 'closed'],
  ['open', 'show', 'shown'],
  ['closed', 'vote', null],
  ['closed', 'close', null],
  ['closed', 'show', 'shown'],
  ['shown', 'vote', null],
  ['shown', 'close', null],
  ['shown', 'show', null],
] as const)('a poll that is %s and gets %s becomes %s', (status, what, next) => {
  expect(nextPollStatus(status, what)).toBe(next);
});

test('one vote per person, changed while it is open, and only for an option that there is', async () => {
  const poll = await opened();
  for (const option of [0, 1, 1]) expect((await vote(amir, poll, option)).statusCode).toBe(200);
  await vote(lotte, poll, 1);
  expectError(await vote(lotte, poll, 2), 'poll_no_such_option');
  expect((await seenBy(host))[0]?.result).toMatchObject({ counts: [0, 2] });
  expect((await seenBy(amir))[0]).toMatchObject({ my_option: 1, result: null });
  await command(poll, 'close');
  expectError(await vote(amir, poll, 0), 'poll_wrong_state');
});

test('learners see the result once it is shown, with names where it was said so', async () => {
  const poll = await opened();
  await vote(amir, poll, 0);
  await command(poll, 'close');
  expect((await seenBy(lotte))[0]).toMatchObject({ status: 'closed', result: null });
  await command(poll, 'show');
  const [shown] = await seenBy(lotte);
  expect(shown?.result?.counts).toEqual([1, 0]);
  expect(shown?.result?.votes?.map((one) => [one.user.id, one.option])).toEqual([[amir.id, 0]]);
  expectError(await command(poll, 'show'), 'poll_wrong_state');
});

describe('of an anonymous poll nobody is told who voted for what', () => {
  test('the host neither, not by the events, the view, the list or any answer', async () => {
    const poll = await opened(true);
    await vote(amir, poll, 0);
    await vote(lotte, poll, 1);
    const answers = [await command(poll, 'close'), await command(poll, 'show')];
    for (const answer of answers) expect(answer.json()).toMatchObject({ result: { counts: [1, 1], votes: null } });
    const { events } = (await t.request(host, 'GET', `/api/sessions/${id}/events/?after=0`)).json();
    const counted = events.filter((event: { type: string }) => event.type === 'poll.counted');
    expect(counted.map((event: { actor_id: number | null }) => event.actor_id)).toEqual([null, null]);
    expect(events.filter((event: { type: string }) => event.type === 'poll.voted')).toEqual([]);
    expect(JSON.stringify(counted)).not.toMatch(/"user"/);
    for (const person of [host, amir]) {
      expect((await seenBy(person))[0]?.result).toEqual({ counts: [1, 1], votes: null });
    }
    const own = (await t.request(amir, 'GET', `/api/sessions/${id}/events/?after=0`)).json().events;
    expect(own.filter((event: { type: string }) => event.type === 'poll.voted')).toHaveLength(1);
  });
});

test('twenty times the same key is one poll', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => open(false, 'the-key')));
  expect(new Set(answers.map((one) => one.body)).size).toBe(1);
  expect(await seenBy(host)).toHaveLength(1);
});

test('the end closes what is open, and the host can still show it', async () => {
  const poll = await opened();
  await vote(amir, poll, 0);
  await t.request(host, 'POST', `/api/sessions/${id}/end/`);
  expect((await seenBy(amir))[0]).toMatchObject({ status: 'closed', result: null, my_option: 0 });
  expectError(await vote(amir, poll, 1), 'session_not_ongoing');
  await command(poll, 'show');
  expect((await seenBy(amir))[0]?.result?.counts).toEqual([1, 0]);
});

test('fifty polls are enough for one session', async () => {
  await t.db.orm.execute(`insert into poll (session_id, question, options, anonymous, status, opened_at)
    select ${id}, 'Ready?', '{Yes,No}', false, 'closed', now() from generate_series(1, 50)`);
  expectError(await open(false), 'too_many_polls');
});
