import { BreakoutsView, MoveAnswer } from '@lectern/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MediaRoom, mainRoom } from '#media/engine.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { createOracle } from '#testing/oracle.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let at: HandClock;
let oracle: ReturnType<typeof createOracle>;
beforeAll(async () => {
  t = await buildTestApp();
  at = createHandClock(t);
  oracle = createOracle(t);
});
afterAll(() => t.close());

const HOSTS = ['assign', 'distribute', 'open', 'extend', 'count_down', 'close', 'settings', 'name_cohost'] as const;
const ANYBODYS = ['answer_call', 'visit', 'move_cold', 'leave', 'rejoin', 'reconnect', 'ask_help', 'hand'] as const;
const action = fc.constantFrom(...HOSTS, ...ANYBODYS, 'open', 'answer_call', 'answer_call', 'time_passes');
const acts = fc.array(fc.tuple(action, fc.nat({ max: 4 }), fc.nat({ max: 2 }), fc.nat()), {
  minLength: 10,
  maxLength: 25,
});

test('everybody is in exactly one place, and every view is the fresh one, whatever five people do', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const scene = await newScene();
      for (const [what, who, where, dice] of list) {
        await oracle.watched(scene.id, scene.onlookers, () => act(scene, what, who, where, dice));
        await eachIsInOnePlace(scene);
      }
      await scene.send(scene.host, 'end');
      expect(await scene.placed()).toEqual([]);
      expect((await t.media.rooms()).filter((room) => room.session_id === scene.id)).toEqual([]);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

type Scene = Awaited<ReturnType<typeof newScene>>;

/** A running class of five, all connected, with three rooms. */
async function newScene() {
  const { id, creator: host, learners } = await t.newClass({ learners: 4 });
  const people = [host, ...learners];
  const send = (person: Person, url: string, body?: object) =>
    t.request(person, 'POST', `/api/sessions/${id}/${url}/`, body);
  t.media.connect((await send(host, 'start')).json().media.token);
  for (const person of learners) t.media.connect((await send(person, 'join_live')).json().media.token);
  const made = await send(host, 'breakouts', { names: ['Red', 'Green', 'Blue'] });
  const rooms = BreakoutsView.parse(made.json()).rooms.map((room) => room.id);
  const admin = await t.newPerson('Anna');
  await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
  const onlookers = [...people, admin, await t.newPerson('Sten')];

  /** Where the rows say that people are. */
  async function placed() {
    const { rows } = await t.db.orm.execute<{ account_id: number; breakout_id: number | null; tab: null }>(
      `select account_id, breakout_id from live_session_participant
       where session_id = ${id} and left_at is null order by account_id`,
    );
    return rows;
  }

  return { id, host, people, rooms, onlookers, send, placed };
}

/** What somebody tries; that they may not is one of the outcomes. */
async function act(
  scene: Scene,
  what: (typeof acts extends fc.Arbitrary<infer A> ? A : never)[number][0],
  ...dice: [number, number, number]
) {
  const { id, host, people, rooms, send } = scene;
  const [index, where, number] = dice;
  const who = people[index] ?? host;
  const room = rooms[where] ?? null;
  switch (what) {
    case 'assign': {
      const breakout_id = number % 4 === 0 ? null : room;
      return send(host, 'assign_breakouts', { assignments: [{ account_id: who.id, breakout_id }] });
    }
    case 'distribute':
      return send(host, 'distribute_breakouts', { how: number % 2 === 0 ? 'random' : 'evenly' });
    case 'open':
      return send(host, 'open_breakouts', { seconds: number % 3 === 0 ? null : 600 });
    case 'extend':
      return send(host, 'time_breakouts', { seconds: number % 3 === 0 ? null : 1_200 });
    case 'count_down':
      return send(host, 'time_breakouts', { seconds: 60 });
    case 'close':
      return send(host, 'time_breakouts', { seconds: 0 });
    case 'settings': {
      const settings = { may_choose: number % 2 === 0, may_return: number % 3 > 0 };
      return t.request(host, 'PATCH', `/api/sessions/${id}/breakout_settings/`, settings);
    }
    case 'name_cohost':
      return send(host, 'cohosts', { account_id: who.id, on: number % 3 > 0 });
    case 'answer_call': {
      const { participants = [] } = (await oracle.readView(who, id)) ?? {};
      const called_to = participants.find((one) => one.user.id === who.id)?.called_to;
      return called_to ? go(scene, who, called_to.breakout_id) : undefined;
    }
    case 'visit':
      return go(scene, who, number % 4 === 0 ? null : room);
    case 'move_cold': {
      const answer = await send(who, 'move', { breakout_id: number % 4 === 0 ? null : room });
      if (answer.statusCode === 200) t.media.connect(MoveAnswer.parse(answer.json()).media.token);
      return;
    }
    case 'leave':
      return send(who, 'leave_live');
    case 'rejoin': {
      const answer = await send(who, 'join_live');
      if (answer.statusCode === 200) t.media.connect(answer.json().media.token);
      return;
    }
    case 'reconnect':
      for (const one of [mainRoom(id), ...rooms.map((breakout_id) => ({ session_id: id, breakout_id }))]) {
        t.media.disconnect(one, who.id);
      }
      return;
    case 'ask_help':
      return number % 2 === 0 ? send(who, 'ask_help') : send(who, 'resolve_help', { breakout_id: room });
    case 'hand':
      return send(who, 'raise_hand');
    case 'time_passes':
      t.clock.forward([1_000, 10_000, 60_000, 600_000][number % 4] ?? 0);
      return at.tick();
    default:
      return what satisfies never;
  }
}

/** As a browser goes: connected there beforehand, with the connection before it whole. */
async function go({ send }: Scene, who: Person, breakout_id: number | null): Promise<void> {
  const warmed = await send(who, 'warm_breakout', { breakout_id });
  if (warmed.statusCode === 200) t.media.connect(warmed.json().token);
  await send(who, 'move', { breakout_id });
}

async function eachIsInOnePlace({ id, people, rooms, send, placed }: Scene): Promise<void> {
  const all: MediaRoom[] = [mainRoom(id), ...rooms.map((breakout_id) => ({ session_id: id, breakout_id }))];
  const withRights = async () => {
    const lists = await Promise.all(all.map(async (room) => ({ room, there: await t.media.people(room) })));
    return lists.flatMap(({ room, there }) =>
      there.filter((one) => one.has_rights).map(({ account_id }) => ({ account_id, breakout_id: room.breakout_id })),
    );
  };
  const rows = await placed();
  expect(new Set(rows.map((row) => row.account_id)).size).toBe(rows.length);
  // Nobody has rights where their row is not; whoever lost their connection by it asks for another, as a browser does.
  const elsewhere = async () =>
    (await withRights()).filter(
      (one) => !rows.some((row) => row.account_id === one.account_id && row.breakout_id === one.breakout_id),
    );
  await expect.poll(elsewhere, { interval: 5 }).toEqual([]);
  const connected = new Set((await withRights()).map((one) => one.account_id));
  for (const person of people) {
    if (connected.has(person.id) || !rows.some((row) => row.account_id === person.id)) continue;
    t.media.connect((await send(person, 'media_token')).json().token);
  }
  const ascending = (one: { account_id: number }, other: { account_id: number }) => one.account_id - other.account_id;
  expect((await withRights()).sort(ascending)).toEqual(rows);
}
