import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type EventData, type EventType, Replay } from '@lectern/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendEvent } from '#events/store.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { upToPart } from './part-of-clip.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

/** A class that runs, with a recording that is told what happens by hand. */
async function recordedClass(learners: number) {
  const { id, creator, learners: others } = await t.newClass({ learners });
  const post = async (person: Person, command: string, body?: unknown) => {
    const answer = await t.request(person, 'POST', `/api/sessions/${id}/${command}/`, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json();
  };
  const record = <T extends EventType>(type: T, data: EventData<T>) =>
    t.db.transact((tx) =>
      appendEvent(tx, { session_id: id, at: t.clock.now, actor_id: null, type, data, audience: { to: 'everyone' } }),
    );
  await post(creator, 'start');
  for (const one of others) await post(one, 'join_live');
  const { rows } = await t.db.orm.execute<{ id: number }>(
    `insert into recording (session_id, state, requested_at, started_at) values (${id}, 'processing', now(), now()) returning id`,
  );
  const recording_id = rows[0]?.id ?? 0;
  const finish = () => t.db.orm.execute(`update recording set state = 'ready' where id = ${recording_id}`);
  const consent = (person: Person, choice: string, hide_name: boolean) =>
    t.db.orm.execute(`insert into recording_consent values (${id}, ${person.id}, '${choice}', ${hide_name}, now())`);
  const get = (person: Person) => t.request(person, 'GET', `/api/recordings/${recording_id}/replay/`);
  return { id, creator, others, post, record, recording_id, finish, consent, get };
}

test('people, chapters and chat lie in recorded time, and whoever asked for it is not named anywhere', async () => {
  const room = await recordedClass(2);
  const { id, creator, others, post, record, recording_id, consent } = room;
  const [shy = creator, refuser = creator] = others;
  await consent(creator, 'recorded', false);
  await consent(shy, 'recorded', true);
  await consent(refuser, 'not_recorded', false);
  await post(shy, 'messages', { text: 'Before' });
  t.clock.forward(60_000);
  await record('recording.started', { recording_id });
  t.clock.forward(5_000);
  const asked = await post(creator, 'messages', { text: `Well, @${shy.username}. And @${refuser.username}?` });
  await post(refuser, 'messages', { text: 'Me', reply_to: asked.id });
  await post(creator, 'messages', { text: 'Between us', to: shy.id });
  const gone = await post(creator, 'messages', { text: 'Gone' });
  expect((await t.request(creator, 'DELETE', `/api/messages/${gone.id}/`)).statusCode).toBe(200);
  await post(creator, 'give_word', { account_id: shy.id });
  t.clock.forward(5_000);
  await record('recording.paused', { recording_id });
  t.clock.forward(1_000);
  await post(creator, 'polls', { question: 'Unseen?', options: ['Yes', 'No'] });
  await post(refuser, 'messages', { text: 'In the pause' });
  t.clock.forward(100_000);
  await post(shy, 'leave_live');
  await record('recording.resumed', { recording_id });
  t.clock.forward(2_000);
  await post(creator, 'polls', { question: 'Seen?', options: ['Yes', 'No'] });
  await record('recording.marked', { recording_id, label: 'Here' });
  await record('recording.marked', { recording_id: recording_id + 1, label: 'Elsewhere' });
  t.clock.forward(8_000);
  await record('recording.stopped', { recording_id, reason: 'host' });
  t.clock.forward(1_000);
  await post(creator, 'messages', { text: 'After' });
  expectError(await room.get(creator), 'recording_not_ready');
  await room.finish();
  const answer = await room.get(creator);
  expect(answer.body).not.toContain(shy.username);
  const replay = Replay.parse(answer.json());
  expect(replay.duration).toBe(20);
  expect(replay.people).toMatchObject([
    { number: 1, name: 'Ines Byron', role: 'host', recorded: true, present: [{ from: 0, to: 20 }] },
    { number: 2, name: null, role: 'member', recorded: true, present: [{ from: 0, to: 10 }] },
    { number: 3, name: 'Lotte Byron', recorded: false, present: [{ from: 0, to: 20 }], audible: [], spoke: [] },
  ]);
  expect(replay.messages.map(({ at, person, text }) => [at, person, text])).toEqual([
    [5, 1, `Well, @…. And @${refuser.username}?`],
    [5, 3, 'Me'],
  ]);
  expect(replay.messages[1]?.reply_to).toBe(asked.id);
  expect(replay.chapters).toEqual([
    { kind: 'word', at: 5, person: 2 },
    { kind: 'poll', at: 12, question: 'Seen?' },
    { kind: 'marker', at: 12, label: 'Here' },
  ]);
  expect(replay.board).toEqual({ pages: [], turns: [] });
  expectError(await room.get(shy), 'recording_not_found');
  expect(replay.recording).toMatchObject({ session: { id }, may: { manage: true } });
});

test('a clip is given in parts to whoever plays it, and under its own recording only', async () => {
  const { creator, recording_id, record, finish } = await recordedClass(0);
  await record('recording.started', { recording_id });
  t.clock.forward(3_000);
  await record('recording.stopped', { recording_id, reason: 'host' });
  await finish();
  const { rows } = await t.db.orm.execute<{ id: number }>(
    `insert into recording_clip (recording_id, account_id, source, media_type, file, from_ms, to_ms, size)
     values (${recording_id}, ${creator.id}, 'camera', 'video/webm', 'take-1/1.webm', 500, 3000, 3000000) returning id`,
  );
  const folder = path.join(t.recordingsDir, String(recording_id), 'take-1');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '1.webm'), Buffer.alloc(3_000_000, 7));
  const clip = (of: number, range: string) =>
    t.request(creator, 'GET', `/api/recordings/${of}/clips/${rows[0]?.id}/`, undefined, { range });
  const part = await clip(recording_id, 'bytes=2000000-');
  expect([part.statusCode, part.headers['content-range']]).toEqual([206, 'bytes 2000000-2262143/3000000']);
  expect((await clip(recording_id, 'bytes=0-')).headers['content-range']).toBe('bytes 0-262143/3000000');
  expect(part.headers['content-type']).toBe('video/webm');
  const other = await recordedClass(0);
  await other.finish();
  await t.db.orm.execute(`update session set creator_id = ${creator.id} where id = ${other.id}`);
  expectError(await clip(other.recording_id, 'bytes=0-'), 'not_found');
});

test('only a request to the end is cut to a part', () => {
  expect(upToPart('bytes=5-')).toBe('bytes=5-262148');
  for (const range of [undefined, 'bytes=0-99', 'bytes=-5', 'bytes=0-,9-', 'x']) expect(upToPart(range)).toBe(range);
});

test('what a host turned to on the board, from the page that was open at the beginning', async () => {
  const { id, creator, record, recording_id, finish, get } = await recordedClass(0);
  const pages = (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json().room.board.pages;
  const first: number = pages[0].id;
  const added = (await t.request(creator, 'POST', `/api/sessions/${id}/board/pages/`, { name: 'Proofs' })).json();
  const open = (page_id: number) => t.request(creator, 'POST', `/api/sessions/${id}/board/pages/${page_id}/open/`);
  await open(added.id);
  t.clock.forward(1_000);
  await record('recording.started', { recording_id });
  t.clock.forward(4_000);
  await open(first);
  t.clock.forward(4_000);
  await open(added.id);
  t.clock.forward(4_000);
  await record('recording.stopped', { recording_id, reason: 'host' });
  await t.db.orm.execute(
    `insert into recording_page values (${recording_id}, ${added.id}, 'board/1.lbt', 0, 9000, 12)`,
  );
  await finish();
  const { board, chapters } = Replay.parse((await get(creator)).json());
  expect(board).toEqual({
    pages: [{ id: added.id, name: 'Proofs', from: 0, to: 9, bytes: 12 }],
    turns: [
      { at: 0, page_id: added.id },
      { at: 4, page_id: first },
      { at: 8, page_id: added.id },
    ],
  });
  expect(chapters).toEqual([
    { kind: 'board', at: 4, page_id: first, name: '' },
    { kind: 'board', at: 8, page_id: added.id, name: 'Proofs' },
  ]);
});

test('breakouts that were recorded are rooms of their own, and nothing of them is in the main room', async () => {
  const { id, creator, others, post, record, recording_id, finish, consent, get } = await recordedClass(2);
  const [first = creator, second = creator] = others;
  for (const person of [creator, first, second]) await consent(person, 'recorded', false);
  const { rows } = await t.db.orm.execute<{ id: number }>(
    `insert into breakout (session_id, name) values (${id}, 'Room 1'), (${id}, 'Room 2') returning id`,
  );
  const [one = 0, other = 0] = rows.map((row) => row.id);
  const stays = (await t.request(creator, 'GET', `/api/sessions/${id}/view/`)).json().participants;
  const stayOf = (person: Person): number =>
    stays.find(({ user }: { user: { id: number } }) => user.id === person.id).id;
  const moved = (person: Person, breakout_id: number | null) =>
    record('participant.moved', { participant_id: stayOf(person), breakout_id });
  const settings = { may_choose: false, may_return: true, recorded: true, rooms: [], assignments: [] };
  const pages = await t.db.orm.execute<{ id: number; breakout_id: number | null }>(
    `insert into board_page (session_id, breakout_id, name) values (${id}, ${one}, 'Sketch') returning id, breakout_id`,
  );
  const page_id = pages.rows[0]?.id ?? 0;
  await record('recording.started', { recording_id });
  t.clock.forward(10_000);
  await record('breakouts.opened', { arrangement: settings, ends_at: null, calls: [] });
  await moved(first, one);
  await moved(second, other);
  await record('participant.media_changed', {
    ...{ participant_id: stayOf(first), audio_enabled: true, video_enabled: false },
  });
  t.clock.forward(5_000);
  await record('word.given', { user: { id: first.id, username: 'x', first_name: 'x', last_name: 'x' } });
  await record('board.page_opened', { page_id });
  t.clock.forward(5_000);
  await record('breakouts.closed', { calls: [] });
  await moved(first, null);
  await moved(second, null);
  await post(first, 'messages', { text: 'Back' });
  await t.db.orm.execute(
    `insert into chat_message (session_id, account_id, breakout_id, text, sent_at)
     values (${id}, ${first.id}, ${one}, 'In the room', '${t.clock.now.toISOString()}')`,
  );
  t.clock.forward(10_000);
  await record('recording.stopped', { recording_id, reason: 'host' });
  const clip = (person: Person, breakout_id: number | null, from: number, to: number) =>
    t.db.orm.execute(
      `insert into recording_clip (recording_id, account_id, breakout_id, source, media_type, file, from_ms, to_ms, size)
       values (${recording_id}, ${person.id}, ${breakout_id}, 'microphone', 'audio/webm', 'take-1/1.webm', ${from}, ${to}, 1)`,
    );
  await clip(creator, null, 0, 30_000);
  await clip(first, one, 10_000, 20_000);
  await t.db.orm.execute(`insert into recording_page values (${recording_id}, ${page_id}, 'board/1.lbt', 0, 9000, 12)`);
  const spoke = [
    [first.id, 11_000, 12_000, one],
    [first.id, 21_000, 22_000],
  ];
  await t.db.orm.execute(`update recording set spoke = '${JSON.stringify(spoke)}' where id = ${recording_id}`);
  await finish();

  const replay = Replay.parse((await get(creator)).json());
  expect(replay.clips.map(({ person, breakout_id }) => [person, breakout_id])).toEqual([
    [1, null],
    [2, one],
  ]);
  const all = [{ from: 0, to: 30 }];
  const apart = [
    { from: 0, to: 10 },
    { from: 20, to: 30 },
  ];
  expect(replay.people.map(({ present }) => present)).toEqual([all, apart, apart]);
  expect(replay.people[1]).toMatchObject({ audible: [{ from: 20, to: 30 }], spoke: [{ from: 21, to: 22 }] });
  expect(replay.chapters).toEqual([
    { kind: 'breakouts', at: 10, opened: true },
    { kind: 'breakouts', at: 20, opened: false },
  ]);
  expect(replay.messages.map(({ text }) => text)).toEqual(['Back']);
  expect(replay.board).toEqual({ pages: [], turns: [] });
  // Of the other one there is no clip.
  expect(replay.rooms).toHaveLength(1);
  expect(replay.rooms[0]).toMatchObject({
    ...{ id: one, name: 'Room 1' },
    people: [{ number: 2, present: [{ from: 10, to: 20 }], audible: [{ from: 10, to: 20 }] }],
    chapters: [
      { kind: 'breakouts', opened: true },
      { kind: 'word', at: 15, person: 2 },
      { kind: 'board', at: 15, page_id, name: 'Sketch' },
      { kind: 'breakouts', opened: false },
    ],
    board: { pages: [{ id: page_id, name: 'Sketch', from: 0, to: 9, bytes: 12 }], turns: [{ at: 0, page_id }] },
  });
  expect(replay.rooms[0]?.people[0]?.spoke).toEqual([{ from: 11, to: 12 }]);
});
