import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BreakoutClass, newBreakoutClass, succeed } from '#testing/breakout-class.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { buildTestApp, expectError, type TestApp } from '#testing/test-app.ts';
import { BROUGHT_BACK_AFTER } from './run-service.ts';

let t: TestApp;
let at: HandClock;
let c: BreakoutClass;
beforeAll(async () => {
  t = await buildTestApp();
  at = createHandClock(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  c = await newBreakoutClass(t);
});

const leave = (...[person]: Parameters<BreakoutClass['view']>) => c.post(person, 'leave_live');

describe('who comes in', () => {
  test('for the first time is where they are assigned, or in the main room', async () => {
    for (const person of [c.amir, c.lotte]) succeed(await leave(person));
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    for (const person of [c.amir, c.lotte]) await c.join(person);
    expect(await c.where(c.amir, c.lotte)).toEqual([c.one, null]);
    expect(await c.heardIn(c.amir)).toEqual(['one']);
  });

  test('again is where they were', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    await c.go(c.amir, c.one);
    await c.go(c.host, c.two);
    for (const person of [c.amir, c.host]) {
      succeed(await leave(person));
      await c.join(person);
    }
    expect(await c.where(c.amir, c.host)).toEqual([c.one, c.two]);
    // Back by themselves, they come back there.
    await c.go(c.amir, null);
    succeed(await leave(c.amir));
    await c.join(c.amir);
    expect(await c.where(c.amir)).toEqual([null]);
  });

  test('again is where they were called to when the connection was lost, or meanwhile', async () => {
    succeed(await c.assign([c.amir, c.one], [c.lotte, c.one]));
    succeed(await c.open());
    await c.go(c.lotte, c.one);
    for (const person of [c.amir, c.lotte]) succeed(await leave(person));
    succeed(await c.assign([c.lotte, c.two]));
    for (const person of [c.amir, c.lotte]) await c.join(person);
    expect(await c.where(c.amir, c.lotte)).toEqual([c.one, c.two]);
  });

  test('again after the rooms were closed and opened anew is where they are assigned now', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    await c.go(c.amir, c.one);
    succeed(await leave(c.amir));
    succeed(await c.time(0));
    succeed(await c.assign([c.amir, c.two]));
    t.clock.forward(1_000);
    succeed(await c.open());
    await c.join(c.amir);
    expect(await c.where(c.amir)).toEqual([c.two]);
  });

  test('to a room that was removed meanwhile is in the main room', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    await c.go(c.amir, c.one);
    succeed(await leave(c.amir));
    succeed(await c.send(c.host, 'DELETE', `breakouts/${c.one}`));
    await c.join(c.amir);
    expect(await c.where(c.amir)).toEqual([null]);
  });
});

describe('help', () => {
  test('is for hosts wherever they are, and for that room', async () => {
    const helpOf = async () =>
      Promise.all([c.host, c.amir, c.lotte].map(async (one) => (await c.view(one)).breakouts?.help.length));
    succeed(await c.assign([c.amir, c.one], [c.lotte, c.two]));
    expectError(await c.post(c.amir, 'ask_help'), 'breakouts_not_open');
    succeed(await c.open());
    expectError(await c.post(c.amir, 'ask_help'), 'breakout_not_found');
    await c.go(c.amir, c.one);
    await c.go(c.lotte, c.two);
    const { seq } = await c.view(c.host);
    succeed(await c.post(c.amir, 'ask_help'));
    succeed(await c.post(c.amir, 'ask_help'));
    expect(await helpOf()).toEqual([1, 1, 0]);
    await c.go(c.host, c.two);
    expect(await helpOf()).toEqual([1, 1, 0]);
    expectError(await c.post(c.lotte, 'resolve_help', { breakout_id: c.one }), 'forbidden');
    succeed(await c.post(c.host, 'resolve_help', { breakout_id: c.one }));
    succeed(await c.post(c.host, 'resolve_help', { breakout_id: c.one }));
    expect(await helpOf()).toEqual([0, 0, 0]);
    expect(await c.typesSince(seq)).toEqual(['help.asked', 'participant.moved', 'help.resolved']);
  });

  test('nobody is called to an empty room: the last one takes it along, going or leaving', async () => {
    succeed(await c.assign([c.amir, c.one], [c.lotte, c.one]));
    succeed(await c.open());
    for (const person of [c.amir, c.lotte]) await c.go(person, c.one);
    succeed(await c.post(c.amir, 'ask_help'));
    await c.go(c.amir, null);
    expect((await c.view(c.host)).breakouts?.help).toHaveLength(1);
    const { seq } = await c.view(c.host);
    succeed(await leave(c.lotte));
    expect((await c.view(c.host)).breakouts?.help).toEqual([]);
    expect(await c.typesSince(seq)).toEqual(['participant.left', 'help.resolved']);
  });
});

describe('the end', () => {
  test('of the session is the end of its rooms, and their arrangement stays', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open(600));
    await c.go(c.amir, c.one);
    succeed(await c.post(c.amir, 'ask_help'));
    const { seq } = await c.view(c.host);
    succeed(await c.post(c.host, 'end'));
    expect(await c.typesSince(seq)).toEqual(['session.ended']);
    const { breakouts } = await c.view(c.host);
    expect(breakouts).toMatchObject({
      rooms: [{ name: 'Red' }, { name: 'Blue' }],
      opened_at: null,
      ends_at: null,
      help: [],
    });
    expect((await t.media.rooms()).filter((room) => room.session_id === c.id)).toEqual([]);
    t.clock.forward(600_000 + BROUGHT_BACK_AFTER);
    await at.tick();
    expect(await c.typesSince(seq)).toEqual(['session.ended']);
  });

  test('of it lets read what is left: hosts all rooms, others those where they were', async () => {
    const readable = async () =>
      Promise.all(
        [c.host, c.amir, c.lotte].map(async (one) =>
          succeed(await c.send(one, 'GET', 'breakouts')).items.map((room: { name: string }) => room.name),
        ),
      );
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open());
    await c.go(c.amir, c.one);
    await c.go(c.amir, null);
    expect(await readable()).toEqual([['Red', 'Blue'], [], []]);
    for (const room of [c.one, c.two]) succeed(await c.send(c.host, 'DELETE', `breakouts/${room}`));
    succeed(await c.post(c.host, 'end'));
    expect(await readable()).toEqual([['Red'], ['Red'], []]);
  });

  test('of the time comes once, however many servers look', async () => {
    succeed(await c.assign([c.amir, c.one]));
    succeed(await c.open(60));
    await c.go(c.amir, c.one);
    const { seq } = await c.view(c.host);
    const servers = [createHandClock(t), createHandClock(t), createHandClock(t)];
    // Their sockets stand while their media is cut: nobody is missed.
    for (const person of [c.host, c.amir, c.lotte, c.noor]) for (const { sockets } of servers) sockets.add(person.id);
    for (const pass of [60_000, BROUGHT_BACK_AFTER]) {
      t.clock.forward(pass);
      await Promise.all(servers.map((server) => server.tick()));
    }
    expect(await c.typesSince(seq)).toEqual(['breakouts.closed', 'participant.moved']);
  });

  test('of the time can be put off, or left open', async () => {
    succeed(await c.open(60));
    t.clock.forward(59_000);
    succeed(await c.time(120));
    t.clock.forward(119_000);
    await at.tick();
    expect((await c.view(c.amir)).breakouts).not.toBeNull();
    succeed(await c.time(null));
    t.clock.forward(3_600_000);
    await at.tick();
    expect((await c.view(c.host)).breakouts).toMatchObject({ ends_at: null });
    expect((await c.view(c.host)).breakouts?.opened_at).not.toBeNull();
  });
});
