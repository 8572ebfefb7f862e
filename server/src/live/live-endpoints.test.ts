import { Attendance, errors } from '@lectern/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

const post = (person: Person | null, id: number | string, command: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`);

const FIVE = ['start', 'end', 'join_live', 'leave_live'];

describe('every live endpoint', () => {
  test('needs a sign-in', async () => {
    for (const command of FIVE) {
      const answer = await post(null, 1, command);
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ error: 'Authentication credentials were not provided.' });
    }
    expectError(await t.request(null, 'GET', '/api/sessions/1/live_participants/'), 'not_authenticated');
  });

  test('says 404 for a session that does not exist', async () => {
    const person = await t.newPerson();
    for (const id of [999_999, 0, -1, 'x', '1e3', 2 ** 40]) {
      for (const command of FIVE) {
        const answer = await post(person, id, command);
        expect(answer.statusCode, `${command} ${id}`).toBe(404);
        expect(answer.json()).toMatchObject({ error: 'Session not found' });
      }
      expectError(await t.request(person, 'GET', `/api/sessions/${id}/live_participants/`), 'session_not_found');
    }
  });

  test('takes its path without the last slash, and an empty body of type JSON', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    const answer = await t.request(creator, 'POST', `/api/sessions/${id}/start`, '', {
      'content-type': 'application/json',
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('start', () => {
  test('sets ongoing and makes the creator the first participant, audio and video off', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    const answer = await post(creator, id, 'start');
    expect(answer.statusCode).toBe(200);
    const started_at = t.clock.now.toISOString();
    expect(answer.json()).toMatchObject({
      message: 'Session started successfully',
      session: { id, status: 'ongoing', started_at, participants: 1 },
    });
    const { participants } = (await t.request(creator, 'GET', `/api/sessions/${id}/live_participants/`)).json();
    expect(participants).toEqual([
      {
        id: expect.any(Number),
        user: { id: creator.id, first_name: 'Ines', last_name: 'Byron', username: creator.username },
        joined_at: started_at,
        audio_enabled: false,
        video_enabled: false,
        screen_enabled: false,
        breakout_id: null,
        called_to: null,
      },
    ]);
  });

  test('is for the creator only, which is checked before the state', async () => {
    const { id, creator, learners } = await t.newClass();
    const [learner] = learners;
    expect((await post(learner ?? null, id, 'start')).json()).toMatchObject({
      error: 'Only the session creator can start the session',
    });
    await post(creator, id, 'start');
    expectError(await post(learner ?? null, id, 'start'), 'start_not_creator');
  });

  test('needs a scheduled session', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    await post(creator, id, 'start');
    const again = await post(creator, id, 'start');
    expect(again.statusCode).toBe(400);
    expect(again.json()).toMatchObject({ error: 'Session must be scheduled to start' });
    await post(creator, id, 'end');
    expectError(await post(creator, id, 'start'), 'start_not_scheduled');
    const unscheduled = await t.newSession(creator, { scheduled_start: null });
    expectError(await post(creator, unscheduled.id, 'start'), 'start_not_scheduled');
  });

  test('twenty at once start it once', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(creator, id, 'start')));
    expect(answers.filter((one) => one.statusCode === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.statusCode === 400)).toHaveLength(19);
  });
});

describe('end', () => {
  test('completes the session, ends every stay and closes the media room', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 2 });
    await post(creator, id, 'start');
    for (const learner of learners) t.media.connect((await post(learner, id, 'join_live')).json().media.token);
    expect(await t.media.rooms()).toContainEqual(mainRoom(id));
    t.clock.forward(60_000);
    const answer = await post(creator, id, 'end');
    expect(answer.statusCode).toBe(200);
    const ended_at = t.clock.now.toISOString();
    expect(answer.json()).toEqual({
      message: 'Session ended successfully',
      session: { id, status: 'completed', ended_at },
    });
    expect((await t.request(creator, 'GET', `/api/sessions/${id}/live_participants/`)).json().participants).toEqual([]);
    const { people } = Attendance.parse((await t.request(creator, 'GET', `/api/sessions/${id}/attendance/`)).json());
    const left = people.flatMap(({ stays }) => stays.map((stay) => stay.left_at));
    expect(left).toEqual([ended_at, ended_at, ended_at]);
    expect(await t.media.rooms()).not.toContainEqual(mainRoom(id));
  });

  test('is for the creator only, which is checked before the state', async () => {
    const { id, learners } = await t.newClass();
    const answer = await post(learners[0] ?? null, id, 'end');
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ error: 'Only the session creator can end the session' });
  });

  test('needs an ongoing session', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    expect((await post(creator, id, 'end')).json()).toMatchObject({ error: 'Session is not currently ongoing' });
    await post(creator, id, 'start');
    await post(creator, id, 'end');
    expectError(await post(creator, id, 'end'), 'session_not_ongoing');
  });
});

describe('join_live', () => {
  test('lets an approved participant in, with a media token', async () => {
    const { id, creator, learners } = await t.newClass();
    await post(creator, id, 'start');
    const answer = await post(learners[0] ?? null, id, 'join_live');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      message: 'Joined live session successfully',
      session: { id, participants: 2 },
      media: { url: expect.stringMatching(/^wss?:\/\//), token: expect.any(String), breakout_id: null },
    });
  });

  test('checks the state first, then the approval, then whether one is in already, then the capacity', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 2, capacity: 1 });
    const [first = creator, second = creator] = learners;
    const stranger = await t.newPerson();
    expectError(await post(stranger, id, 'join_live'), 'session_not_ongoing');
    await post(creator, id, 'start');
    const refused = await post(stranger, id, 'join_live');
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ error: 'You must be an approved participant to join' });
    expect((await post(first, id, 'join_live')).statusCode).toBe(200);
    const twice = await post(first, id, 'join_live');
    expect(twice.statusCode).toBe(400);
    expect(twice.json()).toMatchObject({ error: 'You are already in this live session' });
    const full = await post(second, id, 'join_live');
    expect(full.statusCode).toBe(400);
    expect(full.json()).toMatchObject({ error: errors.session_full.sentence });
    expect(errors.session_full.sentence).toBe('Session is full');
    expectError(await post(stranger, id, 'join_live'), 'not_approved');
  });

  test('is not for pending, rejected or withdrawn people', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    await post(creator, id, 'start');
    const learner = await t.newPerson();
    const booking = (await t.request(learner, 'POST', `/api/sessions/${id}/bookings/`)).json();
    expectError(await post(learner, id, 'join_live'), 'not_approved');
    await t.request(creator, 'POST', `/api/bookings/${booking.id}/reject/`);
    expectError(await post(learner, id, 'join_live'), 'not_approved');
    await t.request(creator, 'POST', `/api/bookings/${booking.id}/approve/`);
    await t.request(learner, 'POST', `/api/bookings/${booking.id}/withdraw/`);
    expectError(await post(learner, id, 'join_live'), 'not_approved');
  });

  test('lets the creator come back after leaving, even into a full session', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 1, capacity: 1 });
    await post(creator, id, 'start');
    expectError(await post(creator, id, 'join_live'), 'already_in_session');
    await post(creator, id, 'leave_live');
    await post(learners[0] ?? null, id, 'join_live');
    expect((await post(creator, id, 'join_live')).json()).toMatchObject({ session: { id, participants: 2 } });
  });

  test('twenty at once of one account give one row and nineteen refusals', async () => {
    const { id, creator, learners } = await t.newClass();
    const learner = learners[0] ?? creator;
    await post(creator, id, 'start');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(learner, id, 'join_live')));
    expect(answers.filter((one) => one.statusCode === 200)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.statusCode !== 200)) expectError(answer, 'already_in_session');
    const { people } = Attendance.parse((await t.request(creator, 'GET', `/api/sessions/${id}/attendance/`)).json());
    expect(people.filter(({ user }) => user.id === learner.id).map(({ stays }) => stays.length)).toEqual([1]);
    const rows = await t.db.orm.execute(`select from live_session_participant where account_id = ${learner.id}`);
    expect(rows.rowCount).toBe(1);
  });

  test('twenty accounts at the last seat give one seat', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 20, capacity: 1 });
    await post(creator, id, 'start');
    const answers = await Promise.all(learners.map((learner) => post(learner, id, 'join_live')));
    expect(answers.filter((one) => one.statusCode === 200)).toHaveLength(1);
    for (const answer of answers.filter((one) => one.statusCode !== 200)) expectError(answer, 'session_full');
  });
});

describe('leave_live', () => {
  test('is never an error: not joined, twice, not running, not approved', async () => {
    const { id, creator, learners } = await t.newClass();
    const learner = learners[0] ?? creator;
    const left = { message: 'Left live session successfully' };
    expect((await post(learner, id, 'leave_live')).json()).toEqual(left);
    expect((await post(await t.newPerson(), id, 'leave_live')).json()).toEqual(left);
    await post(creator, id, 'start');
    await post(learner, id, 'join_live');
    for (let time = 0; time < 2; time += 1) {
      const answer = await post(learner, id, 'leave_live');
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual(left);
    }
    await post(creator, id, 'end');
    expect((await post(learner, id, 'leave_live')).json()).toEqual(left);
  });

  test('cuts the media and leaves room for the next', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 2, capacity: 1 });
    const [first = creator, second = creator] = learners;
    await post(creator, id, 'start');
    t.media.connect((await post(first, id, 'join_live')).json().media.token);
    await post(first, id, 'leave_live');
    expect(await t.media.people(mainRoom(id))).toEqual([]);
    expect((await post(second, id, 'join_live')).statusCode).toBe(200);
  });
});

describe('live_participants', () => {
  test('is in order of joining, for the creator, approved participants and admins', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 2 });
    const [first = creator, second = creator] = learners;
    await post(creator, id, 'start');
    // A clock that steps back changes nothing of the order.
    t.clock.forward(-120_000);
    await post(second, id, 'join_live');
    await post(first, id, 'join_live');
    const list = async (person: Person) => t.request(person, 'GET', `/api/sessions/${id}/live_participants/`);
    const ids = (await list(first)).json().participants.map((one: { user: { id: number } }) => one.user.id);
    expect(ids).toEqual([creator.id, second.id, first.id]);
    const stranger = await t.newPerson();
    expectError(await list(stranger), 'forbidden');
    await t.request(stranger, 'POST', `/api/sessions/${id}/bookings/`);
    expectError(await list(stranger), 'forbidden');
    await t.db.orm.execute(`update account set is_admin = true where id = ${stranger.id}`);
    expect((await list(stranger)).statusCode).toBe(200);
  });
});
