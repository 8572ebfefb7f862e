import { Attendance } from '@lectern/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { leavesNothing } from '#testing/refused.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let host: Person;
let learners: Person[];
beforeAll(async () => {
  t = await buildTestApp();
  host = await t.newPerson('Ines');
  learners = await Promise.all(Array.from({ length: 20 }, () => t.newPerson('Lotte')));
});
afterAll(() => t.close());

const decide = (who: Person, booking_id: number, command: string) =>
  t.request(who, 'POST', `/api/bookings/${booking_id}/${command}/`);
const post = (who: Person, id: number, command: string) => t.request(who, 'POST', `/api/sessions/${id}/${command}/`);
const approvedIn = async (id: number) => (await t.request(host, 'GET', `/api/sessions/${id}/`)).json().approved;

/** A session with requests of the first `many` learners, and the ids of these. */
async function asked(capacity: number | null, many: number): Promise<{ id: number; bookings: number[] }> {
  const { id } = await t.newSession(host, { capacity });
  const bookings = [];
  for (const learner of learners.slice(0, many)) bookings.push((await post(learner, id, 'bookings')).json().id);
  return { id, bookings };
}

describe('a session’s seats', () => {
  test('are given until none is left, and again when one gets free', async () => {
    const { id, bookings } = await asked(2, 4);
    const [first = 0, second = 0, third = 0, fourth = 0] = bookings;
    for (const booking of [first, second]) expect((await decide(host, booking, 'approve')).statusCode).toBe(200);
    await leavesNothing(t.db, async () => {
      const full = await decide(host, third, 'approve');
      expect(full.statusCode).toBe(400);
      expect(full.json()).toMatchObject({ error: 'Session is full' });
    });
    await decide(host, first, 'reject');
    expect((await decide(host, third, 'approve')).statusCode).toBe(200);
    expectError(await decide(host, first, 'approve'), 'session_full');
    await decide(learners[1] ?? host, second, 'withdraw');
    expect((await decide(host, fourth, 'approve')).statusCode).toBe(200);
    expect(await approvedIn(id)).toBe(2);
  });

  test('the last one goes to one of twenty who are approved at once', async () => {
    const { id, bookings } = await asked(3, 20);
    for (const booking of bookings.slice(0, 2)) await decide(host, booking, 'approve');
    const answers = await Promise.all(bookings.slice(2).map((booking) => decide(host, booking, 'approve')));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 200)) expectError(answer, 'session_full');
    expect(await approvedIn(id)).toBe(3);
  });

  test('are never fewer than the approved, also when the capacity is lowered at that moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, bookings } = await asked(2, 2);
      await decide(host, bookings[0] ?? 0, 'approve');
      const [approval, edit] = await Promise.all([
        decide(host, bookings[1] ?? 0, 'approve'),
        t.request(host, 'PATCH', `/api/sessions/${id}/`, { capacity: 1 }),
      ]);
      expect([approval.statusCode, edit.statusCode].sort()).toEqual([200, 400]);
      expectError(
        approval.statusCode === 400 ? approval : edit,
        approval.statusCode === 400 ? 'session_full' : 'capacity_below_approved',
      );
    }
  });

  test('are without end where there is no capacity', async () => {
    const { id, bookings } = await asked(null, 20);
    await Promise.all(bookings.map((booking) => decide(host, booking, 'approve')));
    expect(await approvedIn(id)).toBe(20);
  });
});

describe('somebody in the room who is no longer approved', () => {
  const ways: [command: string, who: () => Person][] = [
    ['reject', () => host],
    ['withdraw', () => learners[0] ?? host],
  ];

  test.each(ways)('is out at once after %s: list, media, events, and stays out', async (command, who) => {
    const { id, bookings } = await asked(1, 2);
    const [booking = 0, next = 0] = bookings;
    const [learner = host, second = host] = learners;
    await decide(host, booking, 'approve');
    await post(host, id, 'start');
    t.media.connect((await post(learner, id, 'join_live')).json().media.token);
    expect(await t.media.people(mainRoom(id))).toHaveLength(1);

    expect((await decide(who(), booking, command)).statusCode).toBe(200);

    const { participants } = (await t.request(host, 'GET', `/api/sessions/${id}/live_participants/`)).json();
    expect(participants.map((one: { user: { id: number } }) => one.user.id)).toEqual([host.id]);
    expect(await t.media.people(mainRoom(id))).toEqual([]);
    const { events } = (await t.request(host, 'GET', `/api/sessions/${id}/events/`)).json();
    expect(events.slice(-2)).toMatchObject([
      { type: 'participant.left', data: { reason: 'removed' }, actor_id: who().id },
      { type: command === 'reject' ? 'booking.rejected' : 'booking.withdrawn' },
    ]);
    expectError(await post(learner, id, 'join_live'), 'not_approved');
    expectError(await post(learner, id, 'media_token'), 'not_in_session');
    // And the seat is free for the next.
    expect((await decide(host, next, 'approve')).statusCode).toBe(200);
    expect((await post(second, id, 'join_live')).statusCode).toBe(200);
  });

  test('cannot slip in at that very moment', async () => {
    const [learner = host] = learners;
    for (let round = 0; round < 10; round += 1) {
      const { id, bookings } = await asked(null, 1);
      await decide(host, bookings[0] ?? 0, 'approve');
      await post(host, id, 'start');
      const [joined, rejected] = await Promise.all([
        post(learner, id, 'join_live'),
        decide(host, bookings[0] ?? 0, 'reject'),
      ]);
      expect([200, 403]).toContain(joined.statusCode);
      expect(rejected.statusCode).toBe(200);
      const { people } = Attendance.parse((await t.request(host, 'GET', `/api/sessions/${id}/attendance/`)).json());
      const there = people.filter(({ stays }) => stays.some((stay) => stay.left_at === null));
      expect(there.map(({ user }) => user.id)).toEqual([host.id]);
    }
  });
});
