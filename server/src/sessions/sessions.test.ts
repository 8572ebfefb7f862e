import type { Session } from '@lectern/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHiddenSession } from '#testing/cast.ts';
import { leavesNothing } from '#testing/refused.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

const HOUR = 3_600_000;

let t: TestApp;
let admin: Person;
let creator: Person;
beforeAll(async () => {
  t = await buildTestApp();
  admin = await t.newPerson('Anna');
  creator = await t.newPerson('Carla');
});
afterAll(() => t.close());

const inHours = (hours: number) => new Date(t.clock.now.getTime() + hours * HOUR).toISOString();
const create = (input: unknown, headers = {}) => t.request(creator, 'POST', '/api/sessions/', input, headers);
const edit = (id: number, input: unknown, who = creator) => t.request(who, 'PATCH', `/api/sessions/${id}/`, input);
const post = (id: number, command: string, who = creator) => t.request(who, 'POST', `/api/sessions/${id}/${command}/`);
const get = async (id: number): Promise<Session> => (await t.request(creator, 'GET', `/api/sessions/${id}/`)).json();

describe('creating', () => {
  test('answers with every field of the contract, and details say the same', async () => {
    const input = {
      title: ' Algebra ',
      description: 'Groups\nand rings',
      scheduled_start: inHours(1),
      scheduled_end: inHours(2),
      capacity: 5,
    };
    const answer = await create(input);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      ...input,
      record_from_start: false,
      keep_recordings_days: null,
      id: expect.any(Number),
      title: 'Algebra',
      status: 'scheduled',
      creator: { id: creator.id, first_name: 'Carla', last_name: 'Byron', username: creator.username },
      created_at: t.clock.now.toISOString(),
      started_at: null,
      ended_at: null,
      my_booking: null,
      participants: 0,
      approved: 0,
    });
    expect(await get(answer.json().id)).toEqual(answer.json());
  });

  test('without a time is approved, with one scheduled, and all but the title may be left out', async () => {
    const answer = await create({ title: 'Algebra' });
    expect(answer.json()).toMatchObject({ status: 'approved', description: '', scheduled_start: null, capacity: null });
    expect((await create({ title: 'Algebra', scheduled_start: inHours(1) })).json().status).toBe('scheduled');
  });

  test('takes a time with any offset and gives it in UTC', async () => {
    const answer = await create({ title: 'Algebra', scheduled_start: '2100-05-01T12:00:00+02:00' });
    expect(answer.json().scheduled_start).toBe('2100-05-01T10:00:00.000Z');
  });

  test('takes "now" from a clock that is a little behind, and nothing that is past', async () => {
    expect((await create({ title: 'Algebra', scheduled_start: inHours(-4 / 60) })).statusCode).toBe(201);
    await leavesNothing(t.db, async () => {
      for (const times of [
        { scheduled_start: inHours(-6 / 60) },
        { scheduled_start: inHours(-3 / 60), scheduled_end: inHours(-1 / 60) },
      ]) {
        expectError(await create({ title: 'Algebra', ...times }), 'invalid_input');
      }
    });
  });

  test('ignores what only the server may say', async () => {
    const wishes = {
      id: 1,
      status: 'ongoing',
      creator_id: admin.id,
      created_at: inHours(-9),
      started_at: inHours(-9),
      last_seq: 99,
    };
    const answer = await create({ title: 'Algebra', ...wishes });
    expect(answer.json()).toMatchObject({ status: 'approved', started_at: null, creator: { id: creator.id } });
  });
});

describe('an Idempotency-Key', () => {
  const key = (value: string) => ({ 'idempotency-key': value });
  const countOf = async (title: string) =>
    (await t.db.orm.execute(`select id from session where title = '${title}'`)).rows.length;

  test('gives a double click one session and one answer, at once and later', async () => {
    const input = { title: 'Clicked twice', scheduled_start: inHours(1) };
    const clicks = await Promise.all(Array.from({ length: 10 }, () => create(input, key('double-click'))));
    await edit(clicks[0]?.json().id, { title: 'Clicked twice' });
    t.clock.forward(2 * HOUR);
    clicks.push(await create(input, key('double-click')));
    for (const click of clicks) expect(click.statusCode, click.body).toBe(201);
    expect(new Set(clicks.map(({ body }) => body)).size).toBe(1);
    expect(await countOf('Clicked twice')).toBe(1);
  });

  test('of another request is refused', async () => {
    await create({ title: 'First' }, key('used'));
    await leavesNothing(t.db, async () => {
      expectError(await create({ title: 'Second' }, key('used')), 'idempotency_key_reused');
      const { id } = (await create({ title: 'First' }, key('used'))).json();
      const booking = await t.request(creator, 'POST', `/api/sessions/${id}/bookings/`, {}, key('used'));
      expectError(booking, 'idempotency_key_reused');
    });
  });

  test('is each account’s own, and a refused request does not use it up', async () => {
    expectError(await create({ title: '' }, key('mine')), 'invalid_input');
    expectError(await create({ title: 'Mine', scheduled_start: inHours(-1) }, key('mine')), 'invalid_input');
    const mine = await create({ title: 'Mine' }, key('mine'));
    const other = await t.request(admin, 'POST', '/api/sessions/', { title: 'Mine' }, key('mine'));
    expect([mine.statusCode, other.statusCode]).toEqual([201, 201]);
    expect(other.json().id).not.toBe(mine.json().id);
  });
});

describe('editing', () => {
  test('changes what is named and nothing else', async () => {
    const before = await t.newSession(creator, { capacity: 5, description: 'Old' });
    const answer = await edit(before.id, { description: 'New', capacity: null });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ ...before, description: 'New', capacity: null });
    expect((await edit(before.id, {})).json()).toEqual({ ...before, description: 'New', capacity: null });
  });

  test('with a start schedules an approved session', async () => {
    const { id } = await t.newSession(creator, { scheduled_start: null });
    expect((await edit(id, { title: 'Still no time' })).json().status).toBe('approved');
    expect((await edit(id, { scheduled_start: inHours(3) })).json()).toMatchObject({
      status: 'scheduled',
      scheduled_start: inHours(3),
    });
  });

  test('keeps the times in order, also one against the other that is there already', async () => {
    const { id } = await t.newSession(creator, { scheduled_start: inHours(3), scheduled_end: inHours(4) });
    const open = await t.newSession(creator, { scheduled_start: null });
    await leavesNothing(t.db, async () => {
      expectError(await edit(id, { scheduled_start: inHours(5) }), 'invalid_input');
      expectError(await edit(id, { scheduled_end: inHours(2) }), 'invalid_input');
      expectError(await edit(id, { scheduled_start: inHours(-1) }), 'invalid_input');
      expectError(await edit(id, { scheduled_start: null }), 'session_needs_start');
      expectError(await edit(open.id, { scheduled_end: inHours(5) }), 'session_needs_start');
    });
    expect((await edit(id, { scheduled_end: null })).json().scheduled_end).toBeNull();
  });

  test('of a session whose start has passed may still change its words, not move it into the past', async () => {
    const { id, scheduled_start } = await t.newSession(creator, { scheduled_end: inHours(4) });
    t.clock.forward(2 * HOUR);
    expect((await edit(id, { title: 'Late' })).statusCode).toBe(200);
    expect((await edit(id, { title: 'Later', scheduled_start })).statusCode).toBe(200);
    expectError(await edit(id, { scheduled_end: inHours(-0.5) }), 'invalid_input');
  });

  test('cannot set the capacity below those who are approved', async () => {
    const { id, creator: host } = await t.newClass({ learners: 2 });
    expectError(await edit(id, { capacity: 1 }, host), 'capacity_below_approved');
    expect((await edit(id, { capacity: 2 }, host)).json().capacity).toBe(2);
  });

  test('while it runs changes words, and no times', async () => {
    const { id } = await t.newSession(creator);
    await post(id, 'start');
    expectError(await edit(id, { scheduled_end: inHours(5) }), 'session_running');
    expect((await edit(id, { title: 'Running' })).json().title).toBe('Running');
  });

  test('is over once the session is', async () => {
    const ended = await t.newSession(creator);
    await post(ended.id, 'start');
    await post(ended.id, 'end');
    const cancelled = await t.newSession(creator);
    await post(cancelled.id, 'cancel');
    for (const { id } of [ended, cancelled]) {
      await leavesNothing(t.db, async () => expectError(await edit(id, { title: 'Too late' }), 'session_over'));
    }
  });
});

describe('cancelling', () => {
  test('works once, before the start', async () => {
    const { id } = await t.newSession(creator);
    expect((await post(id, 'cancel')).json().status).toBe('cancelled');
    expectError(await post(id, 'cancel'), 'session_not_cancellable');
    const running = await t.newSession(creator);
    await post(running.id, 'start');
    expectError(await post(running.id, 'cancel'), 'session_not_cancellable');
  });

  test('and starting at the same moment: one of the two happens', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await t.newSession(creator);
      const [start, cancel] = await Promise.all([post(id, 'start'), post(id, 'cancel')]);
      expect([start.statusCode, cancel.statusCode].sort()).toEqual([200, 400]);
      expect((await get(id)).status).toBe(start.statusCode === 200 ? 'ongoing' : 'cancelled');
    }
  });
});

describe('where the site wants sessions approved', () => {
  test('an admin approves: scheduled with a time, approved without', async () => {
    const id = await newHiddenSession(t, { admin, creator });
    expect((await post(id, 'approve', admin)).json().status).toBe('scheduled');
    expectError(await post(id, 'approve', admin), 'session_not_pending_approval');
    await t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval: true });
    const open = await t.newSession(creator, { scheduled_start: null });
    await t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval: false });
    expect(open.status).toBe('pending_approval');
    expectError(await post(open.id, 'start'), 'start_not_scheduled');
    expect((await post(open.id, 'approve', admin)).json().status).toBe('approved');
    expect((await t.newSession(creator)).status).toBe('scheduled');
  });

  test('or rejects, and then it is cancelled for good', async () => {
    const id = await newHiddenSession(t, { admin, creator });
    expect((await post(id, 'reject', admin)).json().status).toBe('cancelled');
    expectError(await post(id, 'approve', admin), 'session_not_pending_approval');
    expectError(await post(id, 'start'), 'start_not_scheduled');
  });

  test.each([
    ['rejected', 'reject', () => admin],
    ['withdrawn by its creator', 'cancel', () => creator],
  ] as const)('one that was %s before it was approved stays unknown to others', async (_how, command, who) => {
    const id = await newHiddenSession(t, { admin, creator });
    expect((await post(id, command, who())).statusCode).toBe(200);
    const stranger = await t.newPerson();
    for (const path of ['', 'view/', 'events/', 'bookings/', 'attendance/']) {
      expectError(await t.request(stranger, 'GET', `/api/sessions/${id}/${path}`), 'session_not_found');
    }
    const { items } = (await t.request(stranger, 'GET', '/api/sessions/?limit=100')).json();
    expect(items.map((one: Session) => one.id)).not.toContain(id);
    expect((await get(id)).status).toBe('cancelled');
  });

  test('a time that its creator gives it meanwhile does not schedule it', async () => {
    const id = await newHiddenSession(t, { admin, creator });
    expect((await edit(id, { scheduled_start: inHours(7) })).json().status).toBe('pending_approval');
  });
});
