import { randomUUID } from 'node:crypto';
import { BreakoutsView, EarlierBreakouts } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BreakoutClass, newBreakoutClass, succeed } from '#testing/breakout-class.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let c: BreakoutClass;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  c = await newBreakoutClass(t);
});

const names = (view: unknown) => BreakoutsView.parse(view).rooms.map((room) => room.name);
const assigned = (view: unknown) =>
  Object.fromEntries(BreakoutsView.parse(view).assignments.map((one) => [one.account_id, one.breakout_id]));

describe('making', () => {
  test('twice by the same key makes once, and another request by it is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const make = (some: string[]) =>
      t.request(c.host, 'POST', `/api/sessions/${c.id}/breakouts/`, { names: some }, headers);
    const first = succeed(await make(['Green']));
    expect(succeed(await make(['Green']))).toEqual(first);
    expectError(await make(['Yellow']), 'idempotency_key_reused');
    expect(names((await c.view(c.host)).breakouts)).toEqual(['Red', 'Blue', 'Green']);
  });

  test('has an end', async () => {
    expectError(await c.post(c.host, 'breakouts', { names: Array(49).fill('More') }), 'too_many_breakouts');
    succeed(await c.post(c.host, 'breakouts', { names: Array(48).fill('More') }));
    expectError(await c.post(c.host, 'breakouts', { names: ['One more'] }), 'too_many_breakouts');
  });

  test('renaming to the same name, and setting what is so, tell nobody anything', async () => {
    const { seq } = await c.view(c.host);
    succeed(await c.send(c.host, 'PATCH', `breakouts/${c.one}`, { name: ' Red ' }));
    succeed(await c.send(c.host, 'PATCH', 'breakout_settings', { may_choose: false, recorded: false }));
    succeed(await c.send(c.host, 'PATCH', 'breakout_settings', {}));
    expect((await c.view(c.host)).seq).toBe(seq);
    succeed(await c.send(c.host, 'PATCH', `breakouts/${c.one}`, { name: 'Crimson' }));
    const view = succeed(await c.send(c.host, 'PATCH', 'breakout_settings', { may_choose: true }));
    expect(view).toMatchObject({ rooms: [{ name: 'Crimson' }, { name: 'Blue' }], may_choose: true, may_return: true });
    expect(await c.typesSince(seq)).toEqual(['breakouts.arranged', 'breakouts.arranged']);
  });

  test('what is prepared is told to hosts, what is open to everyone', async () => {
    const { seq } = await c.view(c.lotte);
    const told = async () => {
      const { events } = succeed(await t.request(c.lotte, 'GET', `/api/sessions/${c.id}/events/?after=${seq}`));
      return events.map((event: { type: string }) => event.type);
    };
    succeed(await c.assign([c.lotte, c.one]));
    succeed(await c.send(c.host, 'PATCH', 'breakout_settings', { may_choose: true }));
    expect(await told()).toEqual(['concealed', 'concealed']);
    succeed(await c.open());
    succeed(await c.send(c.host, 'PATCH', 'breakout_settings', { may_return: false }));
    succeed(await c.assign([c.lotte, c.two]));
    expect((await told()).slice(2)).toEqual(['breakouts.opened', 'breakouts.arranged', 'breakouts.assigned']);
  });
});

describe('removing a room', () => {
  test('is refused while somebody is in it or on the way there', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    const remove = () => c.send(c.host, 'DELETE', `breakouts/${c.one}`);
    expectError(await remove(), 'breakout_not_empty');
    await c.go(c.amir, c.one);
    expectError(await remove(), 'breakout_not_empty');
    await c.go(c.amir, null);
    const { seq } = await c.view(c.host);
    const view = succeed(await remove());
    expect([names(view), assigned(view)]).toEqual([['Blue'], {}]);
    expect(await c.typesSince(seq)).toEqual(['breakouts.assigned', 'breakouts.arranged']);
    expectError(await remove(), 'breakout_not_found');
    expectError(await c.assign([c.amir, c.one]), 'breakout_not_found');
  });
});

describe('assigning', () => {
  test('is for approved people who are no hosts, and all or nothing', async () => {
    const stranger = await t.newPerson('Sten');
    for (const person of [stranger, c.host]) {
      expectError(await c.assign([c.amir, c.one], [person, c.one]), 'not_assignable');
    }
    expect(assigned((await c.view(c.host)).breakouts)).toEqual({});
    succeed(await c.assign([c.amir, c.one], [stranger, null], [c.amir, c.two]));
    expect(assigned((await c.view(c.host)).breakouts)).toEqual({ [c.amir.id]: c.two });
  });

  test('whoever is made a co-host is in no room, and called to none', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    const { seq } = await c.view(c.host);
    succeed(await c.post(c.host, 'cohosts', { account_id: c.amir.id, on: true }));
    expect(await c.typesSince(seq)).toEqual(['cohost.named', 'breakouts.assigned']);
    expect(await c.where(c.amir)).toEqual([null]);
    expect(assigned((await c.view(c.host)).breakouts)).toEqual({});
    expectError(await c.assign([c.amir, c.one]), 'not_assignable');
  });

  test('whoever is no longer approved is in no room, and out of all of them', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    await c.go(c.amir, c.one);
    const stay = (await c.view(c.host)).participants.find((one) => one.user.id === c.amir.id);
    const { seq } = await c.view(c.host);
    succeed(await c.post(c.host, `live_participants/${stay?.id}/remove`));
    expect(assigned((await c.view(c.host)).breakouts)).toEqual({});
    expect((await c.typesSince(seq)).slice(0, 2)).toEqual(['breakouts.assigned', 'participant.left']);
    expect(await c.heardIn(c.amir)).toEqual([]);
    expectError(await c.move(c.amir, c.one), 'not_in_session');
  });

  test('at random is for everybody anew, evenly for who has no room', async () => {
    const sizes = (view: unknown) => {
      const rooms = Object.values(assigned(view));
      return [c.one, c.two].map((room) => rooms.filter((one) => one === room).length).sort();
    };
    expect(sizes(succeed(await c.post(c.host, 'distribute_breakouts', { how: 'random' })))).toEqual([1, 2]);
    succeed(await c.assign([c.amir, c.one], [c.lotte, c.one], [c.noor, null]));
    const evenly = succeed(await c.post(c.host, 'distribute_breakouts', { how: 'evenly' }));
    expect(assigned(evenly)).toEqual({ [c.amir.id]: c.one, [c.lotte.id]: c.one, [c.noor.id]: c.two });
  });
});

describe('an arrangement of another session', () => {
  async function nextSession(): Promise<number> {
    const { id } = await t.newSession(c.host, { title: 'Next week' });
    for (const person of [c.amir, c.lotte]) {
      const booking = succeed(await t.request(person, 'POST', `/api/sessions/${id}/bookings/`, {}));
      succeed(await t.request(c.host, 'POST', `/api/bookings/${booking.id}/approve/`));
    }
    return id;
  }
  const copy = (person: Person, id: number, from_session_id = c.id) =>
    t.request(person, 'POST', `/api/sessions/${id}/copy_breakouts/`, { from_session_id });

  test('is offered to its host, and copied with those who are approved here, before the start', async () => {
    succeed(await c.assign([c.amir, c.one], [c.noor, c.two]));
    const id = await nextSession();
    const earlier = succeed(await t.request(c.host, 'GET', `/api/sessions/${id}/earlier_breakouts/`));
    expect(EarlierBreakouts.parse(earlier).items).toEqual([
      { session_id: c.id, title: 'Algebra', rooms: ['Red', 'Blue'], assigned: 2 },
    ]);
    const view = succeed(await copy(c.host, id));
    expect(names(view)).toEqual(['Red', 'Blue']);
    expect(assigned(view)).toEqual({ [c.amir.id]: BreakoutsView.parse(view).rooms[0]?.id });
    // Once more makes nothing twice.
    expect(succeed(await copy(c.host, id))).toEqual(view);
  });

  test("is nobody else's to copy", async () => {
    const other = await t.newPerson('Otto');
    const { id } = await t.newSession(other);
    expectError(await copy(other, id), 'session_not_found');
    expect(succeed(await t.request(other, 'GET', `/api/sessions/${id}/earlier_breakouts/`)).items).toEqual([]);
    expectError(await copy(c.host, c.id, c.id), 'session_not_found');
    // A co-host of the one sees nothing of the creator's others.
    const next = await nextSession();
    succeed(await t.request(c.host, 'POST', `/api/sessions/${next}/cohosts/`, { account_id: c.amir.id, on: true }));
    expectError(await copy(c.amir, next), 'session_not_found');
    succeed(await c.post(c.host, 'cohosts', { account_id: c.amir.id, on: true }));
    expect(names(succeed(await copy(c.amir, next)))).toEqual(['Red', 'Blue']);
  });

  test('is not copied into open rooms, and nothing is arranged once it is over', async () => {
    succeed(await c.open());
    expectError(await copy(c.host, c.id), 'breakouts_open');
    succeed(await c.post(c.host, 'end'));
    expectError(await c.post(c.host, 'breakouts', { names: ['Late'] }), 'session_over');
    expectError(await c.open(), 'session_not_ongoing');
  });
});
