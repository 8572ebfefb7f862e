import type { Participant } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SCREEN_LOST_AFTER } from '#live/media-watch.ts';
import { mainRoom } from '#media/engine.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

let id: number;
let ines: Person;
let amir: Person;
let lotte: Person;
beforeEach(async () => {
  const made = await t.newClass({ learners: 2 });
  [id, ines] = [made.id, made.creator];
  [amir = ines, lotte = ines] = made.learners;
  await done(ines, 'start/');
  for (const person of [amir, lotte]) await done(person, 'join_live/');
  for (const person of [ines, amir, lotte]) t.media.connect((await done(person, 'media_token/')).token);
});

const ask = (person: Person, path: string, body?: object, method: 'POST' | 'PATCH' = 'POST') =>
  t.request(person, method, `/api/sessions/${id}/${path}`, body);

async function done(person: Person, path: string, body?: object, method: 'POST' | 'PATCH' = 'POST') {
  const answer = await ask(person, path, body, method);
  expect(answer.statusCode, `${path}: ${answer.body}`).toBe(200);
  return answer.json();
}

const share = (person: Person) => done(person, 'share_screen/');
const decide = (edit: object) => done(ines, 'moderation/', edit, 'PATCH');

async function sharers(): Promise<number[]> {
  const answer = await t.request(ines, 'GET', `/api/sessions/${id}/live_participants/`);
  const { participants } = answer.json<{ participants: Participant[] }>();
  const rows = participants.filter((one) => one.screen_enabled).map((one) => one.user.id);
  // Whoever may by the rows may at the media engine, and nobody else.
  const people = await t.media.people(mainRoom(id));
  expect(people.filter((one) => one.may_send.includes('screen')).map((one) => one.account_id)).toEqual(rows);
  return rows;
}

const stayOf = async (person: Person) => {
  const answer = await t.request(ines, 'GET', `/api/sessions/${id}/live_participants/`);
  return answer.json<{ participants: Participant[] }>().participants.find((one) => one.user.id === person.id)?.id ?? 0;
};

test('nobody may send a screen by being here: it is asked for, and given back', async () => {
  expect(await sharers()).toEqual([]);
  await share(amir);
  await share(amir);
  expect(await sharers()).toEqual([amir.id]);
  await done(amir, 'stop_screen/');
  await done(amir, 'stop_screen/');
  expect(await sharers()).toEqual([]);
});

test('one at a time: a learner has to wait, a host takes the place', async () => {
  await share(amir);
  expectError(await ask(lotte, 'share_screen/'), 'screen_taken');
  await share(ines);
  expect(await sharers()).toEqual([ines.id]);
  expectError(await ask(amir, 'share_screen/'), 'screen_taken');
});

test('of twenty at once, one gets it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(index % 2 ? amir : lotte, 'share_screen/')),
  );
  const codes = new Set(answers.map((answer) => answer.statusCode));
  expect([...codes].sort()).toEqual([200, 409]);
  expect(await sharers()).toHaveLength(1);
});

test('many at a time, where the host has it so', async () => {
  await decide({ screen_sharing: 'many' });
  for (const person of [amir, lotte, ines]) await share(person);
  expect(await sharers()).toEqual([ines.id, amir.id, lotte.id]);
});

test('a host stops it, and what was sent ends at the media engine', async () => {
  await share(amir);
  t.media.send(mainRoom(id), amir.id, { screen_enabled: true });
  expectError(await ask(lotte, `live_participants/${await stayOf(amir)}/stop_screen/`), 'forbidden');
  await done(ines, `live_participants/${await stayOf(amir)}/stop_screen/`);
  expect(await sharers()).toEqual([]);
  expect((await t.media.people(mainRoom(id))).some((one) => one.screen_enabled)).toBe(false);
});

test('locked, it stops for all but hosts and who is exempt', async () => {
  await decide({ screen_sharing: 'many' });
  for (const person of [ines, amir, lotte]) await share(person);
  await done(ines, 'exemptions/', { account_id: lotte.id, right: 'screen', on: true });
  await decide({ locks: { screen: true } });
  expect(await sharers()).toEqual([ines.id, lotte.id]);
  expectError(await ask(amir, 'share_screen/'), 'screen_locked');
  await done(ines, 'exemptions/', { account_id: lotte.id, right: 'screen', on: false });
  expect(await sharers()).toEqual([ines.id]);
});

test('it ends with the stay, and does not come back with it', async () => {
  await share(amir);
  await done(amir, 'leave_live/');
  await done(amir, 'join_live/');
  t.media.connect((await done(amir, 'media_token/')).token);
  expect(await sharers()).toEqual([]);
});

test('another tab that takes over does not send the screen of the first', async () => {
  await done(amir, 'media_token/', { tab: 'the-first-tab' });
  await share(amir);
  await done(amir, 'media_token/', { tab: 'the-second-tab', take_over: true });
  expect(await sharers()).toEqual([]);
});

test('one of which nothing comes for long is free for others again', async () => {
  await share(amir);
  // Every decision, even of nothing, compares with the media engine.
  const look = () => decide({});
  await look();
  t.clock.forward(SCREEN_LOST_AFTER - 1);
  await look();
  expect(await sharers()).toEqual([amir.id]);
  t.media.send(mainRoom(id), amir.id, { screen_enabled: true });
  await look();
  t.clock.forward(SCREEN_LOST_AFTER + 1);
  await look();
  expect(await sharers()).toEqual([amir.id]);
  t.media.send(mainRoom(id), amir.id, { screen_enabled: false });
  await look();
  t.clock.forward(SCREEN_LOST_AFTER);
  await look();
  await look();
  expect(await sharers()).toEqual([]);
});
