import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { walk } from '#testing/pages.ts';
import { leavesNothing } from '#testing/refused.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let host: Person;
let learner: Person;
let other: Person;
beforeAll(async () => {
  t = await buildTestApp();
  host = await t.newPerson('Ines');
  learner = await t.newPerson('Lotte');
  other = await t.newPerson('Otto');
});
afterAll(() => t.close());

const ask = (who: Person, session_id: number, body?: unknown, headers = {}) =>
  t.request(who, 'POST', `/api/sessions/${session_id}/bookings/`, body, headers);
const decide = (who: Person, booking_id: number, command: string) =>
  t.request(who, 'POST', `/api/bookings/${booking_id}/${command}/`);
const post = (who: Person, id: number, command: string) => t.request(who, 'POST', `/api/sessions/${id}/${command}/`);

/** The booking of a new session, brought into this state. */
async function bookingThatIs(status: string): Promise<{ id: number; session_id: number }> {
  const booking = (await ask(learner, (await t.newSession(host)).id)).json();
  if (status === 'approved') await decide(host, booking.id, 'approve');
  if (status === 'rejected') await decide(host, booking.id, 'reject');
  if (status === 'withdrawn') await decide(learner, booking.id, 'withdraw');
  return booking;
}

function expectSentence(answer: LightMyRequestResponse, status: number, error: string): void {
  expect({ status: answer.statusCode, ...answer.json() }).toMatchObject({ status, error });
}

describe('requesting', () => {
  test('makes a pending booking, with what was written', async () => {
    const { id } = await t.newSession(host);
    const answer = await ask(learner, id, { message: ' I am new here. ' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: expect.any(Number),
      session_id: id,
      status: 'pending',
      user: { id: learner.id, first_name: 'Lotte', last_name: 'Byron', username: learner.username },
      message: 'I am new here.',
      created_at: t.clock.now.toISOString(),
      decided_at: null,
    });
    const { my_booking } = (await t.request(learner, 'GET', `/api/sessions/${id}/`)).json();
    expect(my_booking).toEqual({ id: answer.json().id, status: 'pending' });
  });

  test('twice is refused, whatever became of the first, unless it was withdrawn', async () => {
    for (const status of ['pending', 'approved', 'rejected']) {
      const { session_id } = await bookingThatIs(status);
      const again = await ask(learner, session_id);
      expectSentence(again, 400, 'You have already requested to join this session');
    }
    const withdrawn = await bookingThatIs('withdrawn');
    const again = await ask(learner, withdrawn.session_id, { message: 'After all' });
    expect(again.statusCode).toBe(201);
    expect(again.json()).toMatchObject({ id: withdrawn.id, status: 'pending', message: 'After all', decided_at: null });
  });

  test('for one’s own session is refused, in whatever state it is', async () => {
    const { id } = await t.newSession(host);
    expectSentence(await ask(host, id), 400, 'You are the creator of this session');
    await post(host, id, 'cancel');
    expectSentence(await ask(host, id), 400, 'You are the creator of this session');
  });

  test('for a session that is completed, cancelled or expired is refused', async () => {
    for (const commands of [['start', 'end'], ['cancel'], ['expire']]) {
      const { id } = await t.newSession(host);
      for (const command of commands) {
        if (command === 'expire') await t.db.orm.execute(`update session set status = 'expired' where id = ${id}`);
        else await post(host, id, command);
      }
      await leavesNothing(t.db, async () => {
        expectSentence(await ask(learner, id), 400, 'Session is not open for requests');
      });
    }
  });

  test('is open before there is a time, and while the session runs', async () => {
    const unscheduled = await t.newSession(host, { scheduled_start: null });
    expect((await ask(learner, unscheduled.id)).statusCode).toBe(201);
    const { id } = await t.newSession(host);
    await post(host, id, 'start');
    const booking = (await ask(learner, id)).json();
    expectError(await post(learner, id, 'join_live'), 'not_approved');
    expect((await decide(host, booking.id, 'approve')).json().status).toBe('approved');
    expect((await post(learner, id, 'join_live')).statusCode).toBe(200);
  });
});

describe('requesting many times at once', () => {
  const bookingsIn = async (id: number) =>
    (await t.db.orm.execute(`select id from booking where session_id = ${id}`)).rows.length;
  const keyed = (key: string) => ({ 'idempotency-key': key });

  test('makes one booking and nineteen refusals', async () => {
    const { id } = await t.newSession(host);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(learner, id)));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) expectError(answer, 'booking_exists');
    expect(await bookingsIn(id)).toBe(1);
  });

  test('with one Idempotency-Key makes one booking and the same answer each time', async () => {
    const { id } = await t.newSession(host);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(learner, id, { message: 'Hi' }, keyed(`double-${id}`))),
    );
    for (const answer of answers) expect(answer.statusCode, answer.body).toBe(201);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await bookingsIn(id)).toBe(1);
    const { seq } = (await t.request(host, 'GET', `/api/sessions/${id}/view/`)).json();
    expect(seq).toBe(2);
  });

  test('with a key that was used for another request is refused', async () => {
    const [first, second] = [await t.newSession(host), await t.newSession(host)];
    const key = keyed(`other-${first.id}`);
    await ask(learner, first.id, { message: 'Hi' }, key);
    await leavesNothing(t.db, async () => {
      const elsewhere = [
        await ask(learner, first.id, { message: 'Ho' }, key),
        await ask(learner, second.id, { message: 'Hi' }, key),
      ];
      for (const answer of elsewhere) {
        expect(answer.statusCode).toBe(409);
        expectError(answer, 'idempotency_key_reused');
      }
    });
    expect((await ask(other, first.id, { message: 'Hi' }, key)).statusCode).toBe(201);
  });
});

describe('deciding', () => {
  const TABLE: [status: string, approve: string | null, reject: string | null, withdraw: string | null][] = [
    ['pending', 'approved', 'rejected', 'withdrawn'],
    ['approved', null, 'rejected', 'withdrawn'],
    ['rejected', 'approved', null, null],
    ['withdrawn', null, null, null],
  ];

  test.each(TABLE)('a booking that is %s leads where the table says', async (status, approve, reject, withdraw) => {
    for (const [command, next] of Object.entries({ approve, reject, withdraw })) {
      const { id } = await bookingThatIs(status);
      const answer = await decide(command === 'withdraw' ? learner : host, id, command);
      if (next === null) expectError(answer, 'booking_wrong_state');
      else expect(answer.json()).toMatchObject({ id, status: next, decided_at: t.clock.now.toISOString() });
    }
  });

  test('is not possible once the session is over, nor for a booking that does not exist', async () => {
    const { id, session_id } = await bookingThatIs('pending');
    await post(host, session_id, 'cancel');
    await leavesNothing(t.db, async () => {
      for (const command of ['approve', 'reject']) expectError(await decide(host, id, command), 'bookings_closed');
      expectError(await decide(learner, id, 'withdraw'), 'bookings_closed');
      for (const command of ['approve', 'reject', 'withdraw']) {
        expectError(await decide(host, 999_999, command), 'booking_not_found');
      }
    });
  });

  test('twice at once happens once', async () => {
    for (const command of ['approve', 'reject']) {
      const { id } = await bookingThatIs('pending');
      const answers = await Promise.all(Array.from({ length: 10 }, () => decide(host, id, command)));
      expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
      for (const answer of answers.filter(({ statusCode }) => statusCode !== 200))
        expectError(answer, 'booking_wrong_state');
    }
  });
});

describe('the list', () => {
  test('has each booking once, oldest first, whatever the pages are', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 7 });
    for (const limit of [1, 2, 7, 100]) {
      const items = await walk<{ user: { id: number } }>(t, creator, `/api/sessions/${id}/bookings/`, limit);
      expect(items.map(({ user }) => user.id)).toEqual(learners.map((one) => one.id));
    }
    const [mine = creator] = learners;
    expect(await walk(t, mine, `/api/sessions/${id}/bookings/`, 1)).toHaveLength(1);
  });
});
