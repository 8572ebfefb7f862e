import type { Moderation, Participant } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MAY_RETURN_FOR } from '#live/door.ts';
import { mainRoom } from '#media/engine.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

let id: number;
let ines: Person;
let amir: Person;
let lotte: Person;
beforeEach(async () => {
  const made = await t.newClass({ learners: 2 });
  [id, ines] = [made.id, made.creator];
  [amir = ines, lotte = ines] = made.learners;
  await done(ines, 'POST', 'start/');
  await enter(ines);
  for (const person of [amir, lotte]) {
    await done(person, 'POST', 'join_live/');
    await enter(person);
  }
});

const ask = (person: Person, method: 'POST' | 'PATCH' | 'GET', path: string, body?: object) =>
  t.request(person, method, `/api/sessions/${id}/${path}`, body);

async function done<Answer>(person: Person, method: 'POST' | 'PATCH' | 'GET', path: string, body?: object) {
  const answer = await ask(person, method, path, body);
  expect(answer.statusCode, `${path}: ${answer.body}`).toBe(200);
  return answer.json<Answer>();
}

const tokenOf = async (person: Person) => (await done<{ token: string }>(person, 'POST', 'media_token/')).token;
const enter = async (person: Person) => t.media.connect(await tokenOf(person));
const participants = async () =>
  (await done<{ participants: Participant[] }>(ines, 'GET', 'live_participants/')).participants;
const stayOf = async (person: Person) => (await participants()).find((one) => one.user.id === person.id);
const stayId = async (person: Person) => (await stayOf(person))?.id ?? 0;
const inMedia = async (person: Person) =>
  (await t.media.people(mainRoom(id))).find((one) => one.account_id === person.id);
const decide = (person: Person, edit: object) => done<Moderation>(person, 'PATCH', 'moderation/', edit);
const sends = async (person: Person) => {
  const { audio_enabled, video_enabled } = (await stayOf(person)) ?? {};
  return { audio_enabled, video_enabled };
};
/** What a browser says after it changed something; the server looks at once. */
const followed = (person: Person, expected: Partial<Participant>) =>
  expect
    .poll(async () => {
      await done(person, 'POST', 'media_changed/');
      return stayOf(person);
    })
    .toMatchObject(expected);

async function speak(...people: Person[]) {
  for (const person of people) {
    t.media.send(mainRoom(id), person.id, { audio_enabled: true, video_enabled: true });
    await followed(person, { audio_enabled: true, video_enabled: true });
  }
}

describe('muting', () => {
  test('one: at the media engine and in the list, and the person may turn it on again', async () => {
    await speak(amir, lotte);
    await done(ines, 'POST', `live_participants/${await stayId(amir)}/mute/`);
    expect(await sends(amir)).toEqual({ audio_enabled: false, video_enabled: true });
    expect(await sends(lotte)).toEqual({ audio_enabled: true, video_enabled: true });
    await done(ines, 'POST', `live_participants/${await stayId(amir)}/mute/`, { source: 'camera' });
    expect(await inMedia(amir)).toMatchObject({ audio_enabled: false, video_enabled: false });
    await speak(amir);
  });

  test('all but oneself', async () => {
    await speak(ines, amir, lotte);
    await done(ines, 'POST', 'mute_all/');
    expect(await sends(ines)).toEqual({ audio_enabled: true, video_enabled: true });
    for (const person of [amir, lotte])
      expect(await sends(person)).toEqual({ audio_enabled: false, video_enabled: true });
  });

  test('somebody who has left, or of another class, is nobody', async () => {
    const stay = await stayId(lotte);
    await done(lotte, 'POST', 'leave_live/');
    expectError(await ask(ines, 'POST', `live_participants/${stay}/mute/`), 'participant_not_found');
    const other = await t.newClass();
    await t.request(other.creator, 'POST', `/api/sessions/${other.id}/start/`);
    const url = `/api/sessions/${other.id}/live_participants/${await stayId(amir)}/mute/`;
    expectError(await t.request(other.creator, 'POST', url), 'participant_not_found');
  });

  test('asking to unmute turns nothing on, and only the one who is asked and the hosts hear of it', async () => {
    const { seq } = await done<{ seq: number }>(ines, 'GET', 'view/');
    await done(ines, 'POST', `live_participants/${await stayId(amir)}/ask_unmute/`, { source: 'microphone' });
    const heard = async (person: Person) => {
      const { events } = await done<{ events: { type: string }[] }>(person, 'GET', `events/?after=${seq}`);
      return events.map((event) => event.type);
    };
    expect(await heard(amir)).toEqual(['unmute.asked']);
    expect(await heard(ines)).toEqual(['unmute.asked']);
    expect(await heard(lotte)).toEqual(['concealed']);
    expect((await inMedia(amir))?.audio_enabled).toBe(false);
  });

  test('with the media engine away it is decided all the same, and done when it is back', async () => {
    await speak(amir);
    t.media.setAway(true);
    await done(ines, 'POST', `live_participants/${await stayId(amir)}/mute/`);
    await decide(ines, { locks: { camera: true } });
    t.media.setAway(false);
    await followed(amir, { video_enabled: false });
    expect((await inMedia(amir))?.may_send).toEqual(['microphone']);
  });
});

describe('locks', () => {
  test('take the source away at the media engine, from all but the hosts', async () => {
    await speak(ines, amir);
    const decided = await decide(ines, { locks: { microphone: true, hand: true } });
    expect(decided.locks).toEqual(['microphone', 'hand']);
    expect(await inMedia(amir)).toMatchObject({ may_send: ['camera'], audio_enabled: false, video_enabled: true });
    expect(await inMedia(ines)).toMatchObject({ may_send: ['microphone', 'camera'], audio_enabled: true });
    expect(await sends(amir)).toEqual({ audio_enabled: false, video_enabled: true });
    await decide(ines, { locks: { microphone: false } });
    expect(await inMedia(amir)).toMatchObject({ may_send: ['microphone', 'camera'], audio_enabled: false });
  });

  test('a token from before the lock is good for nothing more, and a fresh one carries only what is left', async () => {
    const old = await tokenOf(amir);
    await decide(ines, { locks: { microphone: true } });
    const connect = (token: string) => t.app.inject({ url: `/livekit/rtc?access_token=${token}` });
    expectError(await connect(old), 'not_in_session');
    const fresh = await tokenOf(amir);
    expect(await t.media.inspect(fresh)).toMatchObject({ may_send: ['camera'] });
    // It passes our door, and fails at the engine that is none here.
    expect((await connect(fresh)).statusCode).toBeGreaterThanOrEqual(500);
  });

  test('are not got past by sound that says it is a picture: such a connection is cut', async () => {
    await decide(ines, { locks: { microphone: true } });
    t.media.disguise(mainRoom(id), amir.id);
    await decide(ines, {});
    expect(await inMedia(amir)).toBeUndefined();
    expect(await inMedia(lotte)).toBeDefined();
  });

  test('who comes in meanwhile comes in with what is left', async () => {
    await done(lotte, 'POST', 'leave_live/');
    await decide(ines, { locks: { camera: true, microphone: true } });
    const { media } = await done<{ media: { token: string } }>(lotte, 'POST', 'join_live/');
    expect(await t.media.inspect(media.token)).toMatchObject({ has_rights: true, may_send: [] });
  });

  test('with an exception for one, which ends again', async () => {
    await decide(ines, { locks: { microphone: true } });
    const exemption = { account_id: amir.id, right: 'microphone' };
    const { exemptions } = await done<Moderation>(ines, 'POST', 'exemptions/', { ...exemption, on: true });
    expect(exemptions).toEqual([{ account_id: amir.id, rights: ['microphone'] }]);
    expect((await inMedia(amir))?.may_send).toEqual(['microphone', 'camera']);
    expect((await inMedia(lotte))?.may_send).toEqual(['camera']);
    await speak(amir);
    await done(ines, 'POST', 'exemptions/', { ...exemption, on: false });
    expect(await inMedia(amir)).toMatchObject({ may_send: ['camera'], audio_enabled: false });
  });

  test('whoever has the word may speak, as long as they have it', async () => {
    await decide(ines, { locks: { microphone: true } });
    await done(ines, 'POST', 'give_word/', { account_id: amir.id });
    expect((await inMedia(amir))?.may_send).toEqual(['microphone', 'camera']);
    await done(amir, 'POST', 'end_word/');
    expect((await inMedia(amir))?.may_send).toEqual(['camera']);
  });

  test('of hands and of the chat hold at the server, with exceptions', async () => {
    await decide(ines, { locks: { hand: true } });
    await done(ines, 'PATCH', 'chat/', { open: false });
    expectError(await ask(amir, 'POST', 'raise_hand/'), 'hands_locked');
    expectError(await ask(amir, 'POST', 'messages/', { text: 'Hello' }), 'chat_closed');
    for (const right of ['hand', 'chat']) {
      await done(ines, 'POST', 'exemptions/', { account_id: amir.id, right, on: true });
    }
    await done(amir, 'POST', 'raise_hand/');
    expect((await ask(amir, 'POST', 'messages/', { text: 'Hello' })).statusCode).toBe(201);
    expectError(await ask(lotte, 'POST', 'messages/', { text: 'Hello' }), 'chat_closed');
    await done(ines, 'POST', 'raise_hand/');
  });

  test('a right that is locked for somebody cannot be asked of them', async () => {
    await decide(ines, { locks: { microphone: true } });
    const url = `live_participants/${await stayId(amir)}/ask_unmute/`;
    expectError(await ask(ines, 'POST', url, { source: 'microphone' }), 'right_locked');
    await done(ines, 'POST', url, { source: 'camera' });
  });

  test('locking twice, or nothing, is no error and no event', async () => {
    await decide(ines, { locks: { camera: true }, door_open: false });
    const { seq } = await done<{ seq: number }>(ines, 'GET', 'view/');
    await decide(ines, { locks: { camera: true }, door_open: false });
    await decide(ines, {});
    expect((await done<{ seq: number }>(ines, 'GET', 'view/')).seq).toBe(seq);
  });
});

describe('the door', () => {
  test('closed keeps out who was not in, and lets nobody fall out', async () => {
    await done(lotte, 'POST', 'leave_live/');
    await decide(ines, { door_open: false });
    expectError(await ask(lotte, 'POST', 'join_live/'), 'door_closed');
    await done(amir, 'POST', 'media_token/');
    await decide(ines, { door_open: true });
    await done(lotte, 'POST', 'join_live/');
  });

  test('lets hosts in at any time', async () => {
    await decide(ines, { door_open: false });
    await done(ines, 'POST', 'leave_live/');
    await done(ines, 'POST', 'join_live/');
    await done(ines, 'POST', 'cohosts/', { account_id: amir.id, on: true });
    await done(amir, 'POST', 'leave_live/');
    await done(amir, 'POST', 'join_live/');
  });

  test('lets whoever lost their connection back in, for a while', async () => {
    await decide(ines, { door_open: false });
    const vanish = (person: Person) =>
      t.db.orm.execute(`update live_session_participant set left_at = '${t.clock.now.toISOString()}', left_reason = 'vanished'
        where session_id = ${id} and account_id = ${person.id} and left_at is null`);
    await vanish(amir);
    await vanish(lotte);
    await done(amir, 'POST', 'join_live/');
    t.clock.forward(MAY_RETURN_FOR + 1);
    expectError(await ask(lotte, 'POST', 'join_live/'), 'door_closed');
  });
});

describe('a co-host', () => {
  beforeEach(() => done(ines, 'POST', 'cohosts/', { account_id: amir.id, on: true }));

  test('moderates, approves, sees who asks, and ends', async () => {
    const petra = await t.newPerson('Petra');
    const booking = (await ask(petra, 'POST', 'bookings/')).json<{ id: number }>();
    const view = await done<{ role: string; bookings: { id: number }[] }>(amir, 'GET', 'view/');
    expect(view.role).toBe('cohost');
    expect(view.bookings.map((one) => one.id)).toContain(booking.id);
    expect((await t.request(amir, 'POST', `/api/bookings/${booking.id}/approve/`)).statusCode).toBe(200);
    await speak(lotte, ines);
    await decide(amir, { locks: { camera: true } });
    expect((await inMedia(amir))?.may_send).toEqual(['microphone', 'camera']);
    await done(amir, 'POST', `live_participants/${await stayId(lotte)}/mute/`);
    await done(amir, 'POST', 'mute_all/');
    expect((await sends(ines)).audio_enabled).toBe(false);
    await done(amir, 'POST', `live_participants/${await stayId(lotte)}/remove/`);
    expectError(await ask(lotte, 'POST', 'join_live/'), 'not_approved');
    await done(amir, 'POST', 'end/');
  });

  test('does not remove the creator, name co-hosts, edit or cancel the session', async () => {
    expectError(await ask(amir, 'POST', `live_participants/${await stayId(ines)}/remove/`), 'forbidden');
    expectError(await ask(amir, 'POST', 'cohosts/', { account_id: lotte.id, on: true }), 'forbidden');
    expectError(await ask(amir, 'PATCH', '', { title: 'Mine' }), 'forbidden');
    expectError(await ask(amir, 'POST', 'cancel/'), 'forbidden');
  });

  test('does not read what somebody wrote to the creator alone', async () => {
    expect((await ask(lotte, 'POST', 'messages/', { text: 'Only you', to: ines.id })).statusCode).toBe(201);
    const { items } = await done<{ items: unknown[] }>(amir, 'GET', 'messages/');
    expect(items).toEqual([]);
  });

  test('is none any more once dismissed, or without the approval', async () => {
    await done(ines, 'POST', 'cohosts/', { account_id: amir.id, on: false });
    expectError(await ask(amir, 'PATCH', 'moderation/', { door_open: false }), 'forbidden');
    await done(ines, 'POST', 'cohosts/', { account_id: lotte.id, on: true });
    await done(ines, 'POST', 'exemptions/', { account_id: lotte.id, right: 'chat', on: true });
    await done(ines, 'POST', `live_participants/${await stayId(lotte)}/remove/`);
    const { moderation } = await done<{ moderation: Moderation }>(ines, 'GET', 'view/');
    expect(moderation).toMatchObject({ cohosts: [], exemptions: [] });
    expectError(await ask(ines, 'POST', 'cohosts/', { account_id: lotte.id, on: true }), 'cohost_not_approved');
    expectError(
      await ask(ines, 'POST', 'exemptions/', { account_id: lotte.id, right: 'chat', on: true }),
      'participant_not_found',
    );
  });

  test('starts a session that the creator has not come to', async () => {
    const planned = await t.newClass();
    const [deputy = ines] = planned.learners;
    id = planned.id;
    expectError(await ask(deputy, 'POST', 'start/'), 'start_not_creator');
    await done(planned.creator, 'POST', 'cohosts/', { account_id: deputy.id, on: true });
    await done(deputy, 'POST', 'start/');
    const { participants: there } = await done<{ participants: Participant[] }>(deputy, 'GET', 'live_participants/');
    expect(there.map((one) => one.user.id)).toEqual([deputy.id]);
    await done(planned.creator, 'POST', 'join_live/');
  });
});

test('all of it is decided before the session too, and nothing once it is over', async () => {
  const planned = await t.newClass();
  id = planned.id;
  await decide(planned.creator, { locks: { microphone: true }, screen_sharing: 'many' });
  await done(planned.creator, 'POST', 'start/');
  await done(planned.creator, 'POST', 'end/');
  expectError(await ask(planned.creator, 'PATCH', 'moderation/', { door_open: false }), 'session_over');
});
