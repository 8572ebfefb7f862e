import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRecordedClass, type RecordedClass } from '#testing/recorded-class.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { fileName, trackName } from './file-names.ts';
import { recordedPeople } from './recorded-people.ts';

let t: TestApp;
let room: RecordedClass;
let creator: Person;
let lotte: Person;
let amir: Person;
beforeAll(async () => {
  t = await buildTestApp();
  room = await newRecordedClass(t);
  [creator, lotte, amir] = [room.creator, ...room.learners] as [Person, Person, Person];
});
afterAll(() => t.close());

const url = (part: string, id = room.recording_id) => `/api/recordings/${id}/${part}`;
const get = (person: Person, part: string, headers = {}) => t.request(person, 'GET', url(part), undefined, headers);
const share = (shared: 'watch' | 'download' | 'nothing') =>
  t.db.orm.execute(`update recording set shared_with = '${shared === 'nothing' ? 'nobody' : 'participants'}',
    downloads_shared = ${shared === 'download'} where id = ${room.recording_id}`);

const say = async (person: Person, seconds: number, text: string, more = '') => {
  const at = `(select started_at + interval '${seconds} seconds' from recording where id = ${room.recording_id})`;
  await t.db.orm.execute(`insert into chat_message (session_id, account_id, text, sent_at ${more ? ', to_account_id' : ''})
    values (${room.id}, ${person.id}, '${text}', ${at} ${more ? `, ${more}` : ''})`);
};

test('a file is asked for, is made once, and is there with any part of it', async () => {
  const list = await get(creator, 'downloads/');
  const none = { state: 'none', progress: 0, failure: null, size: null };
  expect(list.json().items).toEqual([
    { kind: 'video', ...none },
    { kind: 'audio', ...none },
  ]);
  expectError(await get(creator, 'downloads/video/'), 'download_not_ready');

  const asked = await t.request(creator, 'POST', url('downloads/video/'));
  expect([asked.statusCode, asked.json()]).toEqual([202, { kind: 'video', ...none, state: 'waiting' }]);
  await t.db.orm.execute(`update recording_download set state = 'composing', progress = 40`);
  expect((await t.request(creator, 'POST', url('downloads/video/'))).json()).toMatchObject({
    state: 'composing',
    progress: 40,
  });
  await t.db.orm.execute(`update recording_download set state = 'failed', failure = 'no_ffmpeg'`);
  expect((await get(creator, 'downloads/')).json().items[0]).toMatchObject({ state: 'failed', failure: 'no_ffmpeg' });
  expect((await t.request(creator, 'POST', url('downloads/video/'))).json()).toMatchObject({
    state: 'waiting',
    failure: null,
  });

  const file = 'downloads/video-1.mp4';
  await room.kept.write({ kept_in: 'folder', recording_id: room.recording_id, file }, Buffer.from('0123456789'));
  await t.db.orm.execute(`update recording_download set state = 'ready', size = 10, file = '${file}'`);
  const part = await get(creator, 'downloads/video/', { range: 'bytes=4-' });
  expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, 'bytes 4-9/10', '456789']);
  expect(part.headers['content-disposition']).toBe('attachment; filename=Algebra.mp4');
  expect(part.headers['content-type']).toBe('video/mp4');
  expectError(await get(creator, 'downloads/../../../etc/passwd'), 'not_found');
  expectError(await get(creator, 'downloads/pictures/'), 'recording_not_found');
});

test('who may: those who manage it, and participants where downloads are shared; tracks are never shared', async () => {
  const clip_id = await room.clip(creator.id, 'camera', 5, 60, Buffer.from('a clip'));
  const stranger = await t.newPerson();
  for (const part of ['downloads/', 'chat.txt', 'attendance.csv']) {
    await share('nothing');
    expectError(await get(lotte, part), 'recording_not_found');
    await share('watch');
    expectError(await get(lotte, part), 'forbidden');
    await share('download');
    expect((await get(lotte, part)).statusCode).toBe(200);
    expectError(await get(stranger, part), 'recording_not_found');
    expect((await get(creator, part)).statusCode).toBe(200);
  }
  expect((await get(lotte, 'downloads/')).json().tracks).toEqual([]);
  expectError(await get(lotte, `tracks/${clip_id}/`), 'forbidden');
  const [track] = (await get(creator, 'downloads/')).json().tracks;
  expect(track).toEqual({ clip_id, name: 'Algebra - 00.00.05 Ines Byron camera.webm', size: 6 });
  const sent = await get(creator, `tracks/${clip_id}/`);
  expect([sent.body, sent.headers['content-type']]).toEqual(['a clip', 'video/webm']);
  expect(sent.headers['content-disposition']).toContain('Ines Byron camera.webm');
});

test('a clip of one recording does not open under another, and a deleted one is not there', async () => {
  const other = await newRecordedClass(t);
  const foreign = await other.clip(other.creator.id, 'camera', 0, 1, Buffer.from('secret'));
  expectError(await get(creator, `tracks/${foreign}/`), 'not_found');
  for (const trick of ['../1', '%2e%2e%2f1', '0', '-1', '1e0', 'x', '1%00', '9999999999']) {
    const answer = await get(creator, `tracks/${trick}/`);
    expect([answer.statusCode, trick]).toEqual([404, trick]);
  }
  await t.db.orm.execute(`update recording set deleted_at = now() where id = ${other.recording_id}`);
  const answer = await t.request(other.creator, 'GET', url(`tracks/${foreign}/`, other.recording_id));
  expectError(answer, 'recording_not_found');
});

test('the poster is for who may watch', async () => {
  expectError(await get(creator, 'poster/'), 'not_found');
  const at = { kept_in: 'folder', recording_id: room.recording_id, file: 'poster.jpg' } as const;
  await room.kept.write(at, Buffer.from('a picture'));
  await t.db.orm.execute(`update recording set has_poster = true where id = ${room.recording_id}`);
  await share('watch');
  const answer = await get(lotte, 'poster/');
  expect([answer.body, answer.headers['content-type']]).toEqual(['a picture', 'image/jpeg']);
  await share('nothing');
  expectError(await get(lotte, 'poster/'), 'recording_not_found');
});

test('the chat is what was said to everyone while it was captured, in recorded time', async () => {
  await say(lotte, -5, 'before');
  await say(lotte, 5, 'Good morning');
  await say(creator, 20, E_LINES);
  await say(creator, 25, `Thank you, @${amir.username}.`);
  await say(lotte, 90, 'in the pause');
  await say(lotte, 125.5, 'after it');
  await say(lotte, 126, 'between us', String(creator.id));
  await say(amir, 127, 'taken back');
  await t.db.orm.execute(`update chat_message set deleted_at = now(), text = '' where text = 'taken back'`);
  await say(amir, 130, 'I am nobody');
  await room.event(200, 'consent.chosen', { account_id: amir.id, choice: 'not_recorded', hide_name: true });
  await t.db.orm.execute(`insert into recording_consent (session_id, account_id, choice, hide_name, chosen_at)
    values (${room.id}, ${amir.id}, 'not_recorded', true, now())`);
  await say(lotte, 190, 'after the end');
  await say(lotte, 30, 'in a breakout');
  await t.db.orm.execute(`with room as (insert into breakout (session_id, name) values (${room.id}, 'Room 1') returning id)
    update chat_message set breakout_id = room.id from room where text = 'in a breakout'`);
  const answer = await get(creator, 'chat.txt');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.headers['content-disposition']).toContain('Algebra chat.txt');
  expect(answer.body).toBe(
    [
      'Algebra',
      '',
      '00:00:05 Lotte Byron: Good morning',
      '00:00:20 Ines Byron: One',
      '         00:00:21 Lotte Byron: not hers',
      '00:00:25 Ines Byron: Thank you, @….',
      '00:01:05 Lotte Byron: after it',
      '00:01:10 Participant 3: I am nobody',
      '',
    ].join('\n'),
  );
});

const E_LINES = 'One\n00:00:21 Lotte Byron: not hers';

test('attendance is of the captured part; who asked not to be named is not; and a participant gets the own line', async () => {
  await share('download');
  const [head, ...lines] = (await get(creator, 'attendance.csv')).body.trim().split('\r\n');
  expect(head).toBe('first_name,last_name,username,joined_at,left_at,total_seconds');
  const read = lines
    .map((line) => line.split(','))
    .map(([first, last, username, , , seconds]) => [first, last, username, seconds]);
  expect(read).toEqual([
    ...Array(2).fill(['Ines', 'Byron', creator.username, '120']),
    ...Array(2).fill(['Lotte', 'Byron', lotte.username, '120']),
    ...Array(2).fill(['Participant 3', '', '', '120']),
  ]);
  const own = (await get(lotte, 'attendance.csv')).body.trim().split('\r\n').slice(1);
  expect(own).toHaveLength(2);
  expect(own.every((line) => line.includes(lotte.username))).toBe(true);
});

test.each([
  ['Algebra', 'Algebra.mp4'],
  ['../../etc/passwd', 'etc passwd.mp4'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.mp4'],
  ['  ...  ', 'recording.mp4'],
  ['Größe 数学', 'Größe 数学.mp4'],
  ['a\u202eb\r\nc: d', 'a b c d.mp4'],
  ['x'.repeat(300), `${'x'.repeat(100)}.mp4`],
])('%j is saved as %j', (title, expected) => {
  expect(fileName(title, '.mp4')).toBe(expected);
});

test('who goes to a breakout is in the main room of a recording until then, and there all the time for attendance', () => {
  const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
  const user = { id: 5, username: 'lotte', first_name: 'Lotte', last_name: '' };
  const stay = { audio_enabled: false, video_enabled: false, screen_enabled: false, called_to: null };
  const envelope = { session_id: 1, actor_id: null };
  const moved = (seq: number, seconds: number, breakout_id: number | null) =>
    ({
      ...envelope,
      seq,
      at: at(seconds),
      type: 'participant.moved',
      data: { participant_id: 7, breakout_id },
    }) as const;
  const participant = { ...stay, id: 7, user, joined_at: at(10), breakout_id: 3 };
  const events = [
    { ...envelope, seq: 1, at: at(10), type: 'participant.joined', data: { participant } } as const,
    ...[moved(2, 20, null), moved(3, 40, 3), moved(4, 45, 4), moved(5, 60, null)],
  ];
  const spans = [
    { started_at: at(0), ended_at: at(30) },
    { started_at: at(50), ended_at: at(70) },
  ];
  const [person] = recordedPeople(events, spans, [], 1);
  expect(person?.present).toEqual([
    { from: 20_000, to: 30_000 },
    { from: 40_000, to: 50_000 },
  ]);
  expect(person?.stays).toEqual([
    { from: 10_000, to: 30_000 },
    { from: 50_000, to: 70_000 },
  ]);
});

test('a track is named by when it begins', () => {
  const sound = { source: 'screen_audio', from_ms: 3_725_500, media_type: 'audio/webm' } as const;
  const track = { ...sound, person: 'Юлия', room: null };
  expect(trackName('Algebra', { ...track, room: 'Room 1' })).toContain('01.02.05 Room 1 Юлия');
  expect(trackName('Algebra', track)).toBe('Algebra - 01.02.05 Юлия screen audio.webm');
});
