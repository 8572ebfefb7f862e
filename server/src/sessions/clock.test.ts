import { applyEvent, DeliveredEvent, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAND_KEPT_FOR, VANISHED_AFTER } from '#live/absence.ts';
import { mainRoom } from '#media/engine.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';
import { ABANDONED_AFTER, LONGEST_RUN } from './lifecycle.ts';

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

describe('the clock', () => {
  test('expires a scheduled session whose end has passed, and the views follow', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    await t.db.orm.execute(`update session set scheduled_start = now() - interval '3 hours',
      scheduled_end = now() - interval '2 hours' where id = ${id}`);
    const view = async () => SessionView.parse((await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json());
    const before = await view();
    await at.tick();
    const after = await view();
    expect(after.session.status).toBe('expired');
    const { events } = (await t.request(creator, 'GET', `/api/sessions/${id}/events/?after=${before.seq}`)).json();
    expect(events).toHaveLength(1);
    expect(applyEvent(before, DeliveredEvent.parse(events[0]))).toEqual({ outcome: 'applied', view: after });
  });

  test('ends a session after a quarter of an hour with nobody there, and closes its media room', async () => {
    const { id, creator, learners } = await running();
    for (const person of [creator, ...learners]) await post(person, id, 'leave_live');
    t.clock.forward(ABANDONED_AFTER - 1_000);
    await at.tick();
    expect(await statusOf(creator, id)).toBe('ongoing');
    t.clock.forward(1_000);
    await at.tick();
    expect(await statusOf(creator, id)).toBe('completed');
    expect(await t.media.rooms()).not.toContainEqual(mainRoom(id));
  });

  test('12: who goes without a goodbye is not there: the session ends at the limit, counted from when they were last seen', async () => {
    const { id, creator, learners } = await running();
    const everybody = [creator, ...learners].map((person) => person.id);
    for (const account of everybody) at.sockets.add(account);
    await at.tick();
    for (const account of everybody) at.sockets.delete(account);
    t.clock.forward(VANISHED_AFTER);
    await at.tick();
    expect(await present(creator, id)).toEqual([]);
    // Pages that are left open, and looked at now and then, keep nothing alive.
    t.clock.forward(ABANDONED_AFTER - VANISHED_AFTER - 1_000);
    await t.request(creator, 'GET', `/api/sessions/${id}/view/`);
    await at.tick();
    expect(await statusOf(creator, id)).toBe('ongoing');
    t.clock.forward(1_000);
    await at.tick();
    expect(await statusOf(creator, id)).toBe('completed');
  });

  test('does not end it while somebody is there, until the twelve hours are over', async () => {
    const { id, creator, learners } = await running();
    for (const { id: account } of [creator, ...learners]) at.sockets.add(account);
    for (let spent = 0; spent < LONGEST_RUN - ABANDONED_AFTER; spent += ABANDONED_AFTER) {
      t.clock.forward(ABANDONED_AFTER);
      await at.tick();
    }
    expect(await statusOf(creator, id)).toBe('ongoing');
    t.clock.forward(ABANDONED_AFTER);
    await at.tick();
    expect(await statusOf(creator, id)).toBe('completed');
    at.sockets.clear();
  });

  test('closes media rooms of sessions that are over', async () => {
    const { id, creator } = await running(0);
    t.media.connect(await t.media.token(mainRoom(id), creator.id, ['microphone', 'camera']));
    t.media.setAway(true);
    expect((await post(creator, id, 'end')).statusCode).toBe(200);
    t.media.setAway(false);
    expect(await t.media.rooms()).toContainEqual(mainRoom(id));
    await at.closeStrayRooms();
    expect(await t.media.rooms()).not.toContainEqual(mainRoom(id));
  });
});

describe('who is there', () => {
  test('a browser that is gone leaves the list and the media together', async () => {
    const { id, creator, learners } = await running();
    const learner = learners[0] ?? creator;
    t.media.connect(await t.media.token(mainRoom(id), learner.id, ['microphone', 'camera']));
    at.sockets.add(creator.id).add(learner.id);
    await at.tick();
    at.sockets.delete(learner.id);
    t.clock.forward(VANISHED_AFTER - 1);
    await at.tick();
    expect(await present(creator, id)).toContain(learner.id);
    t.clock.forward(1);
    await at.tick();
    expect(await present(creator, id)).toEqual([creator.id]);
    expect((await t.media.people(mainRoom(id))).map((one) => one.account_id)).not.toContain(learner.id);
    at.sockets.clear();
  });

  test('a raised hand keeps its place for half a minute when its owner vanishes, and is lowered then', async () => {
    const { id, creator, learners } = await running(2);
    const [first = creator, second = creator] = learners;
    for (const person of [first, second]) {
      at.sockets.add(person.id);
      await post(person, id, 'raise_hand');
    }
    const queue = async () => {
      const { room } = SessionView.parse((await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json());
      return room?.hands.map((hand) => hand.user.id);
    };
    await at.tick();
    at.sockets.delete(first.id);
    t.clock.forward(VANISHED_AFTER);
    await at.tick();
    expect(await present(creator, id)).not.toContain(first.id);
    expect(await queue()).toEqual([first.id, second.id]);
    expect((await post(first, id, 'join_live')).statusCode).toBe(200);
    at.sockets.add(first.id);
    t.clock.forward(HAND_KEPT_FOR);
    await at.tick();
    expect(await queue()).toEqual([first.id, second.id]);
    at.sockets.delete(first.id);
    t.clock.forward(VANISHED_AFTER);
    await at.tick();
    t.clock.forward(HAND_KEPT_FOR);
    await at.tick();
    expect(await queue()).toEqual([second.id]);
    at.sockets.delete(second.id);
  });

  test('a short gap of the socket is no leaving', async () => {
    const { id, creator } = await running(0);
    at.sockets.add(creator.id);
    await at.tick();
    at.sockets.delete(creator.id);
    t.clock.forward(VANISHED_AFTER / 2);
    await at.tick();
    at.sockets.add(creator.id);
    t.clock.forward(VANISHED_AFTER / 2);
    await at.tick();
    expect(await present(creator, id)).toEqual([creator.id]);
    at.sockets.clear();
  });

  test('a client with media only is there while its media is, and nobody is missed while the engine is away', async () => {
    const { id, creator, learners } = await running();
    const learner = learners[0] ?? creator;
    t.media.connect(await t.media.token(mainRoom(id), learner.id, ['microphone', 'camera']));
    await at.tick();
    t.media.setAway(true);
    t.clock.forward(60_000);
    await at.tick();
    expect(await present(creator, id)).toContain(learner.id);
    t.media.setAway(false);
    t.media.disconnect(mainRoom(id), learner.id);
    await at.tick();
    expect(await present(creator, id)).not.toContain(learner.id);
    // The creator never connected by anything: a client of the REST API alone is left alone.
    expect(await present(creator, id)).toEqual([creator.id]);
  });
});

describe('the media engine is kept to the rows, and the rows to it', () => {
  test('rights that nobody should have are cut, and missing ones given', async () => {
    const { id, creator, learners } = await running();
    const learner = learners[0] ?? creator;
    const stranger = await t.newPerson();
    t.media.connect(await t.media.token(mainRoom(id), stranger.id, ['microphone', 'camera']));
    t.media.connect(await t.media.token(mainRoom(id), learner.id, 'none'));
    await at.tick();
    expect(await t.media.people(mainRoom(id))).toMatchObject([
      { account_id: learner.id, has_rights: true, may_send: ['microphone', 'camera'] },
    ]);
  });

  test('what a person sends is in the list, and off again when the connection is gone', async () => {
    const { id, creator, learners } = await running();
    const learner = learners[0] ?? creator;
    const sends = async () => {
      const { participants } = (await t.request(creator, 'GET', `/api/sessions/${id}/live_participants/`)).json();
      const { audio_enabled, video_enabled } = participants[1];
      return { audio_enabled, video_enabled };
    };
    t.media.connect(await t.media.token(mainRoom(id), learner.id, ['microphone', 'camera']));
    t.media.send(mainRoom(id), learner.id, { audio_enabled: true, video_enabled: false });
    await at.tick();
    expect(await sends()).toEqual({ audio_enabled: true, video_enabled: false });
    // Looking again, or being told twice, changes nothing and writes nothing.
    const seq = async () => (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json().seq;
    const known = await seq();
    for (let time = 0; time < 3; time += 1) {
      const headers = { authorization: 'fake', 'content-type': 'application/webhook+json' };
      await t.request(null, 'POST', '/api/livekit/webhook', String(id), headers);
      await at.tick();
    }
    expect(await seq()).toBe(known);
    t.media.disconnect(mainRoom(id), learner.id);
    at.sockets.add(learner.id);
    await at.tick();
    expect(await sends()).toEqual({ audio_enabled: false, video_enabled: false });
    at.sockets.clear();
  });

  test('a forged webhook is refused', async () => {
    for (const authorization of ['', 'Bearer x', 'forged']) {
      const headers = { authorization, 'content-type': 'application/webhook+json' };
      expect((await t.request(null, 'POST', '/api/livekit/webhook', '1', headers)).statusCode).toBe(401);
    }
  });
});
