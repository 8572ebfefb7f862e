import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MediaRoom, mainRoom } from '#media/engine.ts';
import { createServices, type Services } from '#services.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';
import { createMediaWatch, type MediaWatch } from './media-watch.ts';

let t: TestApp;
let services: Services;
let watch: MediaWatch;
beforeAll(async () => {
  t = await buildTestApp();
  services = createServices({
    ...{ db: t.db, media: t.media, now: () => t.clock.now, filesDir: 'none' },
    recordings: { folder: 'none', bucket: null },
    ...{
      publish: () => {},
      broadcastReaction: () => {},
      broadcastExpectedMoves: () => {},
      enforceRights: async () => {},
    },
    ...{
      editDrawing: async () => {},
      bringNotes: async () => false,
      forgetDrawing: async () => {},
      onMediaError: () => {},
      onError: () => {},
    },
  });
  watch = createMediaWatch({
    ...{ db: t.db, log: services.log, media: t.media, roomsOf: services.roomsOf, now: () => t.clock.now },
    sourcesIn: services.rights.sourcesIn,
    stopLostScreen: services.screens.stopLost,
    onMediaError: () => {},
  });
});
afterAll(() => t.close());

/** A running session with two breakouts, open, and three people: one in the main room, one in each of the others. */
let id: number;
let creator: Person;
let [first, second]: Person[] = [];
let [one, other]: MediaRoom[] = [];
beforeEach(async () => {
  t.media.setAway(false);
  const made = await t.newClass({ learners: 2 });
  ({ id, creator } = made);
  [first, second] = made.learners;
  const rows = await t.db.orm.execute<{ id: number }>(
    `insert into breakout (session_id, name) values (${id}, 'Room 1'), (${id}, 'Room 2') returning id`,
  );
  [one, other] = rows.rows.map((row) => ({ session_id: id, breakout_id: row.id }));
  await t.request(creator, 'POST', `/api/sessions/${id}/start/`);
  await t.db.orm.execute(`update session set breakouts_opened_at = now() where id = ${id}`);
  for (const person of made.learners) await t.request(person, 'POST', `/api/sessions/${id}/join_live/`);
  await put(first, one);
  await put(second, other);
});

const put = (person: Person | undefined, room: MediaRoom | undefined) =>
  t.db.orm.execute(
    `update live_session_participant set breakout_id = ${room?.breakout_id ?? 'null'}
     where session_id = ${id} and account_id = ${person?.id} and left_at is null`,
  );

const DEVICES = ['microphone', 'camera'] as const;

async function connect(person: Person | undefined, room: MediaRoom | undefined, rights: 'full' | 'none') {
  if (!person || !room) throw new Error('Who and where?');
  t.media.connect(await t.media.token(room, person.id, rights === 'full' ? DEVICES : 'none'));
}

/** Who is connected where, with a star where they only wait. */
async function there(): Promise<string[][]> {
  const names = new Map([creator, first, second].map((person, index) => [person?.id ?? 0, 'hab'[index] ?? '']));
  const rooms = [mainRoom(id), one, other].map((room) => room && t.media.people(room));
  const people = await Promise.all(rooms);
  return people.map((list) =>
    (list ?? []).map(({ account_id, has_rights }) => `${names.get(account_id)}${has_rights ? '' : '*'}`).sort(),
  );
}

test('whoever has rights where their row is not is cut, and where it is they get them', async () => {
  await connect(creator, mainRoom(id), 'full');
  // A hand-made client keeps its old connection, and another one is in every room.
  await connect(first, mainRoom(id), 'full');
  await connect(first, one, 'none');
  for (const room of [mainRoom(id), one, other]) await connect(second, room, 'full');
  await watch.look(id);
  expect(await there()).toEqual([['h'], ['a'], ['b']]);
});

test('who waits without rights in another room is left alone while inside, and cut when removed', async () => {
  await connect(first, one, 'full');
  await connect(first, other, 'none');
  await connect(first, mainRoom(id), 'none');
  await watch.look(id);
  expect(await there()).toEqual([['a*'], ['a'], ['a*']]);
  // The engine is away while they leave: only the look afterwards can cut what they have.
  t.media.setAway(true);
  await t.request(first ?? null, 'POST', `/api/sessions/${id}/leave_live/`);
  t.media.setAway(false);
  await watch.look(id);
  // Still approved: the main room may be waited for.
  expect(await there()).toEqual([['a*'], [], []]);
  t.media.setAway(true);
  const { my_booking } = (await t.request(first ?? null, 'GET', `/api/sessions/${id}/`)).json();
  await t.request(creator, 'POST', `/api/bookings/${my_booking.id}/reject/`);
  t.media.setAway(false);
  await watch.look(id);
  expect(await there()).toEqual([[], [], []]);
});

test('a removal is out of all rooms at once, and an end leaves none', async () => {
  for (const room of [mainRoom(id), one, other]) {
    await connect(first, room, 'none');
    await connect(second, room, 'full');
  }
  const { my_booking } = (await t.request(first ?? null, 'GET', `/api/sessions/${id}/`)).json();
  await t.request(creator, 'POST', `/api/bookings/${my_booking.id}/reject/`);
  expect(await there()).toEqual([['b'], ['b'], ['b']]);
  await t.db.orm.execute(`update session set breakouts_opened_at = null, breakouts_ends_at = null where id = ${id}`);
  await t.request(creator, 'POST', `/api/sessions/${id}/end/`);
  expect((await t.media.rooms()).filter((room) => room.session_id === id)).toEqual([]);
});

test('somebody in several rooms is listed once, as they are where their row is', async () => {
  await connect(first, mainRoom(id), 'none');
  await connect(first, one, 'full');
  if (one && first) t.media.send(one, first.id, { audio_enabled: true });
  const people = await watch.look(id);
  expect(people?.filter(({ account_id }) => account_id === first?.id)).toMatchObject([
    { has_rights: true, audio_enabled: true },
  ]);
});

test('a move gives rights in the new room before the old one is left, and does not throw where the engine is away', async () => {
  if (!first || !one || !other) throw new Error('No room');
  await connect(first, one, 'full');
  await connect(first, other, 'none');
  await put(first, other);
  await services.access.moveMedia(one, other, first.id, [...DEVICES]);
  expect(await there()).toEqual([[], [], ['a']]);
  // Somebody who is back already is not thrown out by the end of an earlier move.
  await services.access.moveMedia(other, one, first.id, [...DEVICES]);
  expect(await there()).toEqual([[], [], ['a']]);
  t.media.setAway(true);
  await services.access.moveMedia(other, one, first.id, [...DEVICES]);
});

test('tokens are good only for the room one is in, and waiting in a breakout is for who may go there', async () => {
  if (!first || !one || !other) throw new Error('No room');
  const may = async (room: MediaRoom, rights: 'full' | 'none') => {
    const token = await t.media.token(room, first?.id ?? 0, rights === 'full' ? DEVICES : 'none');
    const claims = await t.media.inspect(token);
    return claims && services.access.mayConnect(claims);
  };
  expect(await Promise.all([mainRoom(id), one, other].map((room) => may(room, 'full')))).toEqual([false, true, false]);
  expect(await Promise.all([mainRoom(id), one, other].map((room) => may(room, 'none')))).toEqual([true, true, false]);
  await t.db.orm.execute(`update session set breakouts_may_choose = true where id = ${id}`);
  expect(await may(other, 'none')).toBe(true);
  await t.request(first, 'POST', `/api/sessions/${id}/leave_live/`);
  expect(await Promise.all([mainRoom(id), one, other].map((room) => may(room, 'full')))).toEqual([false, false, false]);
  expect(await Promise.all([mainRoom(id), one, other].map((room) => may(room, 'none')))).toEqual([true, false, false]);
});

test('the rooms of closed breakouts go when nobody is in them any more, and those of an over session at once', async () => {
  await connect(first, one, 'full');
  await connect(second, other, 'full');
  const rooms = async () => (await t.media.rooms()).filter((room) => room.session_id === id);
  await services.access.closeStrayRooms();
  expect(await rooms()).toEqual([one, other]);
  await t.db.orm.execute(`update session set breakouts_opened_at = null, breakouts_ends_at = null where id = ${id}`);
  await put(first, undefined);
  await services.access.closeLeftBreakouts(id);
  expect(await rooms()).toEqual([other]);
  await put(second, undefined);
  await services.access.closeStrayRooms();
  expect(await rooms()).toEqual([]);
  await connect(second, other, 'full');
  t.media.setAway(true);
  await t.request(creator, 'POST', `/api/sessions/${id}/end/`);
  t.media.setAway(false);
  expect(await rooms()).toEqual([other]);
  await services.access.closeStrayRooms();
  expect(await rooms()).toEqual([]);
});
