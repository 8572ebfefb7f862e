import { Attendance, type Participant } from '@lectern/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { attendanceCsv } from './csv.ts';
import { readStays, type StayEvent } from './stays.ts';

const START = Date.parse('2026-01-01T10:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const user = (id: number) => ({ id, first_name: `P${id}`, last_name: '', username: `p${id}` });
const event = (type: string, data: object) =>
  ({ session_id: 1, seq: 1, at: at(0), actor_id: null, type, data }) as unknown as StayEvent;
const joined = (stay: number, account: number, seconds: number) => {
  const participant: Participant = {
    id: stay,
    user: user(account),
    joined_at: at(seconds),
    audio_enabled: false,
    video_enabled: false,
    screen_enabled: false,
    breakout_id: null,
    called_to: null,
  };
  return event('participant.joined', { participant });
};
const left = (stay: number, seconds: number) =>
  event('participant.left', { participant_id: stay, left_at: at(seconds) });

describe('from the log', () => {
  test('a gap under 30 s is one stay as it is read, and is no time spent', () => {
    const [line] = readStays([joined(1, 7, 0), left(1, 100), joined(2, 7, 129), left(2, 200)], new Date(START));
    expect(line).toMatchObject({ stays: [{ joined_at: at(0), left_at: at(200) }], seconds: 171 });
  });

  test('a gap of 30 s is an end and a beginning', () => {
    const [line] = readStays([joined(1, 7, 0), left(1, 100), joined(2, 7, 130), left(2, 200)], new Date(START));
    expect(line?.stays).toEqual([
      { joined_at: at(0), left_at: at(100) },
      { joined_at: at(130), left_at: at(200) },
    ]);
    expect(line?.seconds).toBe(170);
  });

  test('who is still there has no end, and the end of the session ends all', () => {
    const events = [joined(1, 7, 0), joined(2, 8, 10)];
    expect(readStays(events, new Date(START + 60_000)).map((one) => [one.stays[0]?.left_at, one.seconds])).toEqual([
      [null, 60],
      [null, 50],
    ]);
    const ended = readStays([...events, event('session.ended', { ended_at: at(90) })], new Date(START + 999_000));
    expect(ended.map((one) => one.seconds)).toEqual([90, 80]);
  });

  test('for any comings and goings the seconds are those connected, and stays follow each other', () => {
    const pauses = fc.array(fc.tuple(fc.nat({ max: 120 }), fc.integer({ min: 1, max: 120 })), { minLength: 1 });
    fc.assert(
      fc.property(pauses, (spans) => {
        let clock = 0;
        let spent = 0;
        const events = spans.flatMap(([gap, length], stay) => {
          const from = clock + gap;
          clock = from + length;
          spent += length;
          return [joined(stay + 1, 7, from), left(stay + 1, clock)];
        });
        const [line] = readStays(events, new Date(START));
        expect(line?.seconds).toBe(spent);
        const times = line?.stays.flatMap((stay) => [stay.joined_at, stay.left_at ?? '']) ?? [];
        expect(times).toEqual([...times].sort());
        expect(line?.stays).toHaveLength(1 + spans.slice(1).filter(([gap]) => gap >= 30).length);
      }),
    );
  });
});

test('as CSV it is one row per stay, quoted where it must be, and a name is never a formula', () => {
  const people = [
    {
      user: { ...user(1), first_name: '=1+1', last_name: 'a "b", c' },
      stays: [{ joined_at: at(0), left_at: null }],
      seconds: 5,
    },
  ];
  expect(attendanceCsv(people).split('\r\n')).toEqual([
    '\ufefffirst_name,last_name,username,joined_at,left_at,total_seconds',
    `'=1+1,"a ""b"", c",p1,${at(0)},,5`,
    '',
  ]);
});

describe('over the API', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await buildTestApp();
  });
  afterAll(() => t.close());

  test('the host reads everybody, a participant the own line, to the second, and whatever the rows say', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 2 });
    const [amir = creator, lotte = creator] = learners;
    const post = (person: Person, command: string) => t.request(person, 'POST', `/api/sessions/${id}/${command}/`);
    await post(creator, 'start');
    t.clock.forward(61_000);
    for (const person of [amir, lotte]) await post(person, 'join_live');
    t.clock.forward(125_000);
    await post(amir, 'leave_live');
    await t.db.orm.execute(`update live_session_participant set joined_at = joined_at - interval '1 hour'`);
    const read = async (person: Person) =>
      Attendance.parse((await t.request(person, 'GET', `/api/sessions/${id}/attendance/`)).json()).people;
    const lines = (await read(creator)).map((one) => [one.user.id, one.seconds]);
    expect(lines).toEqual([
      [creator.id, 186],
      [amir.id, 125],
      [lotte.id, 125],
    ]);
    expect((await read(amir)).map((one) => one.user.id)).toEqual([amir.id]);
    expectError(await t.request(await t.newPerson(), 'GET', `/api/sessions/${id}/attendance/`), 'forbidden');
    const csv = await t.request(creator, 'GET', `/api/sessions/${id}/attendance.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toContain(`attendance-${id}.csv`);
    expect(csv.body.trim().split('\r\n')).toHaveLength(4);
  });
});
