import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { moveTo, openRooms } from '#testing/breakout-room.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let kenji: Person;
let first: number;
beforeAll(async () => {
  t = await buildTestApp();
});
beforeEach(async () => {
  const room = await t.newClass({ learners: 3 });
  ({ id, creator: host } = room);
  [amir = host, lotte = host, kenji = host] = room.learners;
  await post(host, 'start');
  for (const person of room.learners) await post(person, 'join_live');
  [first = 0] = await openRooms(t, id, host, ['Red']);
  for (const person of [amir, lotte]) await moveTo(t, id, person, first);
  for (const [person, breakout_id] of [
    [amir, first],
    [kenji, null],
  ] as const) {
    const media_room = { session_id: id, breakout_id };
    t.media.connect(await t.media.token(media_room, person.id, ['microphone', 'camera']));
    t.media.send(media_room, person.id, { audio_enabled: true, video_enabled: true });
  }
});
afterAll(() => t.close());

const post = (person: Person, command: string, body?: object) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
const sends = async (person: Person, breakout_id: number | null) => {
  const people = await t.media.people({ session_id: id, breakout_id });
  const { audio_enabled, video_enabled } = people.find((one) => one.account_id === person.id) ?? {};
  return [audio_enabled, video_enabled];
};
const stayOf = async (person: Person): Promise<number> => {
  const view = (await t.request(host, 'GET', `/api/sessions/${id}/view/`)).json();
  return view.participants.find((one: { user: { id: number } }) => one.user.id === person.id).id;
};
const log = async (person: Person) => (await t.request(person, 'GET', `/api/sessions/${id}/events/?after=0`)).body;

test('all are muted in the room where the host is, and nobody else', async () => {
  await post(host, 'mute_all');
  expect([await sends(amir, first), await sends(kenji, null)]).toEqual([
    [true, true],
    [false, true],
  ]);
  expect(await log(amir)).not.toContain('all_muted');
  expect(await log(kenji)).toContain('all_muted');
});

test('one person is muted, and removed, in the room where they are', async () => {
  const stay = await stayOf(amir);
  expect((await post(host, `live_participants/${stay}/mute`, { source: 'camera' })).statusCode).toBe(200);
  expect(await sends(amir, first)).toEqual([true, false]);
  expect((await post(host, `live_participants/${stay}/remove`)).statusCode).toBe(200);
  await expect.poll(() => sends(amir, first)).toEqual([undefined, undefined]);
});

test('one screen at a time is one in each room', async () => {
  expect((await post(amir, 'share_screen')).statusCode).toBe(200);
  expect((await post(kenji, 'share_screen')).statusCode).toBe(200);
  expectError(await post(lotte, 'share_screen'), 'screen_taken');
});
