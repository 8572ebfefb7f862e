import { applyEvent, DeliveredEvent, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRACE_AFTER_START, VANISHED_AFTER } from '#live/absence.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';
import { ABANDONED_AFTER } from './lifecycle.ts';

/** The rows of the fault matrix that take time, or in which time goes wrong, by their numbers. */
let t: TestApp;
let at: HandClock;

beforeAll(async () => {
  t = await buildTestApp();
  at = createHandClock(t);
});
afterAll(() => t.close());

const post = (person: Person, id: number, command: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`);
const statusOf = async (person: Person, id: number) =>
  (await t.request(person, 'GET', `/api/sessions/${id}/`)).json().status;
const present = async (person: Person, id: number): Promise<number[]> => {
  const { participants } = (await t.request(person, 'GET', `/api/sessions/${id}/live_participants/`)).json();
  return participants.map((one: { user: { id: number } }) => one.user.id);
};

async function running(learners = 1) {
  const started = await t.newClass({ learners });
  await post(started.creator, started.id, 'start');
  for (const learner of started.learners) await post(learner, started.id, 'join_live');
  return started;
}

test('4: five minutes without the media engine: nobody is missed, and chat, hands, polls and the way in work', async () => {
  const { id, creator, learners } = await running(2);
  const [learner = creator, late = creator] = learners;
  await post(late, id, 'leave_live');
  for (const person of [creator, learner]) at.sockets.add(person.id);
  await at.tick();
  t.media.setAway(true);
  for (let minute = 0; minute < 5; minute += 1) {
    t.clock.forward(60_000);
    await at.tick();
  }
  const say = (person: Person, text: string) => t.request(person, 'POST', `/api/sessions/${id}/messages/`, { text });
  const answers = [
    await say(learner, 'Nobody hears us'),
    await post(learner, id, 'raise_hand'),
    await t.request(creator, 'POST', `/api/sessions/${id}/polls/`, { question: 'Wait?', options: ['Yes', 'No'] }),
    await post(late, id, 'join_live'),
    await say(late, 'Good morning'),
    await post(learner, id, 'media_token'),
  ];
  expect(answers.map((answer) => answer.statusCode)).toEqual([201, 200, 201, 200, 201, 200]);
  expect(await present(creator, id)).toEqual([creator.id, learner.id, late.id]);
  t.media.setAway(false);
  await at.tick();
  expect(await present(creator, id)).toEqual([creator.id, learner.id, late.id]);
  expect(await statusOf(creator, id)).toBe('ongoing');
  at.sockets.clear();
});

test('11: the host vanishes: a co-host goes on and may end it; the host may come back', async () => {
  const { id, creator, learners } = await running(2);
  const [cohost = creator, learner = creator] = learners;
  const asking = await t.newPerson();
  const named = { account_id: cohost.id, on: true };
  expect((await t.request(creator, 'POST', `/api/sessions/${id}/cohosts/`, named)).statusCode).toBe(200);
  for (const person of [creator, cohost, learner]) at.sockets.add(person.id);
  await at.tick();
  at.sockets.delete(creator.id);
  t.clock.forward(VANISHED_AFTER);
  await at.tick();
  expect(await present(cohost, id)).toEqual([cohost.id, learner.id]);
  t.clock.forward(ABANDONED_AFTER);
  await at.tick();
  expect(await statusOf(cohost, id)).toBe('ongoing');

  const booking = (await t.request(asking, 'POST', `/api/sessions/${id}/bookings/`, {})).json();
  const word = { account_id: learner.id };
  const answers = [
    await t.request(cohost, 'POST', `/api/bookings/${booking.id}/approve/`),
    await post(asking, id, 'join_live'),
    await t.request(cohost, 'PATCH', `/api/sessions/${id}/chat/`, { open: false }),
    await t.request(cohost, 'POST', `/api/sessions/${id}/give_word/`, word),
    await post(cohost, id, 'mute_all'),
    await post(creator, id, 'join_live'),
    // Nor does the session need its host to end.
    await post(learner, id, 'end'),
    await post(cohost, id, 'end'),
  ];
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200, 200, 200, 403, 200]);
  expect(await statusOf(creator, id)).toBe('completed');
  at.sockets.clear();
});

test('11: without a co-host the session goes on while anybody is there, and is ended by the clock after that', async () => {
  const { id, creator, learners } = await running();
  const learner = learners[0] ?? creator;
  at.sockets.add(creator.id).add(learner.id);
  await at.tick();
  at.sockets.delete(creator.id);
  t.clock.forward(VANISHED_AFTER);
  await at.tick();
  t.clock.forward(ABANDONED_AFTER);
  await at.tick();
  expect([await statusOf(learner, id), await present(learner, id)]).toEqual(['ongoing', [learner.id]]);
  at.sockets.delete(learner.id);
  t.clock.forward(ABANDONED_AFTER - 1);
  await at.tick();
  expect(await statusOf(learner, id)).toBe('ongoing');
  t.clock.forward(1);
  await at.tick();
  expect(await statusOf(learner, id)).toBe('completed');
  at.sockets.clear();
});

test('15: the clock steps back five minutes: people join, all keeps its order, and who is gone is missed as soon as ever', async () => {
  const { id, creator, learners } = await running(2);
  const [first = creator, second = creator] = learners;
  await post(second, id, 'leave_live');
  for (const person of [creator, first]) at.sockets.add(person.id);
  await at.tick();
  const view = async () => SessionView.parse((await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json());
  const say = (person: Person, text: string) => t.request(person, 'POST', `/api/sessions/${id}/messages/`, { text });
  await say(creator, 'before');
  await post(first, id, 'raise_hand');
  const before = await view();

  t.clock.forward(-300_000);
  expect((await post(second, id, 'join_live')).statusCode).toBe(200);
  at.sockets.add(second.id);
  await say(second, 'after');
  await post(second, id, 'raise_hand');
  await at.tick();
  const after = await view();
  expect(after.participants.map((one) => one.user.id)).toEqual([creator.id, first.id, second.id]);
  expect(after.room?.messages.map((one) => one.text)).toEqual(['before', 'after']);
  expect(after.room?.hands.map((one) => one.user.id)).toEqual([first.id, second.id]);
  const { events } = (await t.request(creator, 'GET', `/api/sessions/${id}/events/?after=${before.seq}`)).json();
  const folded = events.reduce((known: SessionView, event: unknown) => {
    const applied = applyEvent(known, DeliveredEvent.parse(event));
    return applied.outcome === 'applied' ? applied.view : known;
  }, before);
  expect(folded).toEqual(after);

  at.sockets.delete(first.id);
  t.clock.forward(VANISHED_AFTER);
  await at.tick();
  expect(await present(creator, id)).toEqual([creator.id, second.id]);
  const { people } = (await t.request(creator, 'GET', `/api/sessions/${id}/attendance/`)).json();
  expect(people).toHaveLength(3);
  for (const { seconds } of people) expect(seconds).toBeGreaterThanOrEqual(0);
  expect(await statusOf(creator, id)).toBe('ongoing');
  at.sockets.clear();
  t.clock.forward(300_000);
});

test('15: who goes right before the clock steps back, at a server that has just started, is missed as soon as ever', async () => {
  const { id, creator, learners } = await running();
  const learner = learners[0] ?? creator;
  at.sockets.add(creator.id).add(learner.id);
  const sweep = at.newSweep();
  t.clock.forward(GRACE_AFTER_START);
  await sweep(id);
  at.sockets.delete(learner.id);
  t.clock.forward(-300_000);
  await sweep(id);
  t.clock.forward(VANISHED_AFTER - 1);
  await sweep(id);
  expect(await present(creator, id)).toEqual([creator.id, learner.id]);
  t.clock.forward(1);
  await sweep(id);
  expect(await present(creator, id)).toEqual([creator.id]);
  at.sockets.clear();
  t.clock.forward(300_000);
});
