import type { AddressInfo } from 'node:net';
import { eventData } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobs } from '#jobs/store.ts';
import { createCapturesOutside, createRecorderLife } from '#recordings/recorder-life.ts';
import { drawOn } from '#testing/drawing.ts';
import { createOracle } from '#testing/oracle.ts';
import { newRoom } from '#testing/oracle-room.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let oracle: ReturnType<typeof createOracle>;
let origin: string;
beforeAll(async () => {
  t = await buildTestApp();
  oracle = createOracle(t);
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterAll(() => t.close());

const fail = (error: unknown): void => {
  throw error;
};
const ask = (person: Person, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  t.request(person, method, url, body);

test('view before + events = view read fresh, for every command of the room', async () => {
  const { id, host, amir, lotte, waiting, onlookers } = await newRoom(t);
  const seen = new Set<string>();
  const step = async (person: Person, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) => {
    let answer = { id: 0 };
    const types = await oracle.watched(id, onlookers, async () => {
      const given = await ask(person, method, url.startsWith('/') ? url : `/api/sessions/${id}/${url}/`, body);
      expect(given.statusCode, `${url}: ${given.body}`).toBeLessThan(300);
      answer = given.json();
    });
    for (const type of types) seen.add(type);
    return answer.id;
  };

  const first = await step(amir, 'POST', 'messages', { text: 'Hello' });
  const second = await step(host, 'POST', 'messages', { text: `@${amir.username} hello`, reply_to: first });
  const secret = await step(amir, 'POST', 'messages', { text: 'Only you', to: host.id });
  await step(host, 'POST', 'messages', { text: 'And only you', to: amir.id, reply_to: secret });
  await step(amir, 'PATCH', `/api/messages/${first}/`, { text: 'Hello all' });
  await step(lotte, 'POST', `/api/messages/${first}/reactions/`, { emoji: '👍', on: true });
  await step(amir, 'POST', `/api/messages/${second}/reactions/`, { emoji: '🎉', on: true });
  await step(amir, 'POST', `/api/messages/${second}/reactions/`, { emoji: '🎉', on: false });
  await step(host, 'DELETE', `/api/messages/${first}/`);
  await step(amir, 'DELETE', `/api/messages/${secret}/`);
  await step(host, 'PATCH', 'chat', { open: false });
  await step(host, 'PATCH', 'chat', { open: true });

  for (const person of [lotte, amir, host]) await step(person, 'POST', 'raise_hand');
  await step(lotte, 'POST', 'lower_hand');
  await step(host, 'POST', 'give_word');
  await step(amir, 'POST', 'end_word');
  await step(host, 'POST', 'lower_hand', { account_id: host.id });
  await step(lotte, 'POST', 'raise_hand');
  await step(host, 'POST', 'give_word', { account_id: amir.id });
  await step(host, 'POST', 'give_word', { account_id: lotte.id });
  await step(host, 'POST', 'give_word', { account_id: null });
  await step(amir, 'POST', 'raise_hand');
  await step(host, 'POST', 'lower_all_hands');

  for (const anonymous of [false, true]) {
    const poll = await step(host, 'POST', 'polls', { question: 'Ready?', options: ['Yes', 'No'], anonymous });
    for (const [person, option] of [
      [amir, 0],
      [lotte, 1],
      [amir, 1],
      [host, 0],
    ] as const) {
      await step(person, 'POST', `/api/polls/${poll}/vote/`, { option });
    }
    if (anonymous) await step(host, 'POST', `/api/polls/${poll}/close/`);
    await step(host, 'POST', `/api/polls/${poll}/show/`);
  }
  await step(host, 'POST', 'polls', { question: 'Left open?', options: ['Yes', 'No'] });

  const stayOf = async (person: Person) => {
    const { participants = [] } = (await oracle.readView(host, id)) ?? {};
    return participants.find((one) => one.user.id === person.id)?.id;
  };
  for (const on of [true, false]) {
    await step(host, 'PATCH', 'moderation', { door_open: !on, locks: { hand: on, microphone: on, camera: on } });
    await step(host, 'POST', 'exemptions', { account_id: lotte.id, right: 'screen', on });
    await step(host, 'POST', 'exemptions', { account_id: amir.id, right: 'hand', on });
    await step(host, 'POST', 'exemptions', { account_id: amir.id, right: 'microphone', on });
  }
  await step(host, 'PATCH', 'moderation', { screen_sharing: 'many' });
  await step(amir, 'POST', 'share_screen');
  await step(lotte, 'POST', 'share_screen');
  await step(lotte, 'POST', 'stop_screen');
  await step(host, 'PATCH', 'moderation', { locks: { screen: true } });
  await step(host, 'PATCH', 'moderation', { screen_sharing: 'one', locks: { screen: false } });
  await step(amir, 'POST', 'share_screen');
  await step(host, 'POST', 'share_screen');
  await step(host, 'POST', `live_participants/${await stayOf(host)}/stop_screen`);
  await step(host, 'POST', 'mute_all');
  await step(host, 'POST', `live_participants/${await stayOf(amir)}/mute`, { source: 'camera' });
  await step(host, 'POST', `live_participants/${await stayOf(amir)}/ask_unmute`);
  await step(host, 'POST', 'exemptions', { account_id: lotte.id, right: 'chat', on: true });
  for (const on of [true, false, true]) await step(host, 'POST', 'cohosts', { account_id: lotte.id, on });
  await step(lotte, 'PATCH', 'moderation', { door_open: false });
  await step(lotte, 'PATCH', 'moderation', { door_open: true });

  await step(amir, 'PUT', 'consent', { choice: 'not_recorded', hide_name: true });
  await step(waiting, 'PUT', 'consent', { choice: 'recorded' });
  await step(lotte, 'POST', 'recording/start');
  await step(host, 'PUT', 'consent', { choice: 'recorded' });
  await step(amir, 'PUT', 'consent', { choice: 'recorded' });
  const { recording } = (await oracle.readView(host, id)) ?? {};
  const captures = createCapturesOutside({ db: t.db, jobs: createJobs(t.db, fail), now: () => t.clock.now });
  expect(await captures.claim(recording?.id ?? 0)).toBe(1);
  const recorder = createRecorderLife(captures, recording?.id ?? 0, 1);
  const tell = async (work: () => Promise<unknown>) => {
    for (const type of await oracle.watched(id, onlookers, work)) seen.add(type);
  };
  await tell(recorder.started);
  await step(host, 'POST', 'recording/markers', { label: 'Proofs' });
  await step(host, 'POST', 'recording/pause');
  await step(lotte, 'POST', 'recording/resume');
  await tell(() => recorder.closed('signal'));
  await step(host, 'POST', 'recording/pause');
  await step(host, 'POST', 'recording/resume');
  await step(host, 'POST', 'recording/stop');
  await step(host, 'POST', 'recording/start');

  const first_page = (await oracle.readView(host, id))?.room?.board.open_page_id;
  const added = await step(lotte, 'POST', 'board/pages', { name: 'Proofs' });
  const removed = await step(amir, 'POST', 'board/pages', { name: '' });
  await step(amir, 'PATCH', `board/pages/${added}`, { name: 'Sketches' });
  await step(host, 'POST', `board/pages/${removed}/open`);
  await step(host, 'DELETE', `board/pages/${removed}`);
  await step(host, 'POST', `board/pages/${added}/open`);
  await drawOn(origin, amir, added, 'a');
  await step(host, 'POST', `board/pages/${added}/clear`);
  await drawOn(origin, amir, added, 'b');
  await step(host, 'POST', `board/pages/${added}/clear`);
  await step(host, 'POST', `board/pages/${added}/restore`);
  await step(host, 'POST', `board/pages/${added}/clear`);
  await step(host, 'PATCH', 'moderation', { locks: { board: true } });
  await step(host, 'POST', 'exemptions', { account_id: amir.id, right: 'board', on: true });
  await step(amir, 'PATCH', `board/pages/${first_page}`, { name: 'First' });
  await step(host, 'POST', 'board/lead', { on: true });
  await step(lotte, 'POST', 'board/lead', { on: true });
  await step(host, 'POST', 'cohosts', { account_id: lotte.id, on: false });
  await step(host, 'POST', 'board/lead', { on: true });
  await step(host, 'POST', 'leave_live');
  await step(host, 'POST', 'join_live');
  await step(host, 'POST', 'board/lead', { on: true });
  await step(host, 'POST', 'board/lead', { on: false });

  await step(amir, 'POST', 'media_token', { tab: 'the-first-tab' });
  await step(amir, 'POST', 'media_token', { tab: 'the-second-tab', take_over: true });
  await step(amir, 'POST', 'raise_hand');
  await step(host, 'POST', 'give_word', { account_id: lotte.id });
  await step(amir, 'POST', 'share_screen');
  await step(host, 'POST', `live_participants/${await stayOf(lotte)}/remove`);
  await step(amir, 'POST', 'leave_live');
  await step(amir, 'POST', 'join_live', { tab: 'the-third-tab' });
  await step(amir, 'POST', 'raise_hand');
  await step(host, 'POST', 'board/lead', { on: true });
  await step(host, 'POST', 'end');

  const ofTheRoom = Object.keys(eventData).filter((type) =>
    /^(chat|hand|word|poll|board|right|door|screen|cohost|unmute|consent)\.|^recording\.(requested|started|paused|resumed|interrupted|stopped|marked)$|muted$/.test(
      type,
    ),
  );
  expect([...seen].filter((type) => ofTheRoom.includes(type)).sort()).toEqual(ofTheRoom.sort());
  expect([...seen]).toContain('participant.tab_changed');
});

test('a view holds the latest fifty messages, however they come and go', async () => {
  const { id, host, amir, lotte, onlookers } = await newRoom(t);
  const say = (person: Person, text: string, to?: number) =>
    ask(person, 'POST', `/api/sessions/${id}/messages/`, { text, ...(to === undefined ? {} : { to }) });
  for (let count = 0; count < 48; count += 1) {
    if (count % 2 === 0) await say(lotte, `to all ${count}`);
    else await say(amir, `to the host ${count}`, host.id);
  }
  for (let count = 48; count < 55; count += 1) {
    await oracle.watched(id, onlookers, () => say(amir, `and ${count}`));
  }
  const [hosts, lottes] = [await oracle.readView(host, id), await oracle.readView(lotte, id)];
  expect(hosts?.room?.messages).toHaveLength(50);
  expect(hosts?.room?.has_older_messages).toBe(true);
  expect(lottes?.room?.messages).toHaveLength(31);
  expect(lottes?.room?.has_older_messages).toBe(false);
});
