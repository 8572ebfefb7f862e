import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, newCast } from '#testing/cast.ts';
import { newRecordedClass, type RecordedClass } from '#testing/recorded-class.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let cast: Cast;
beforeAll(async () => {
  t = await buildTestApp();
  cast = await newCast(t);
});
afterAll(() => t.close());

type Who = 'creator' | 'admin' | 'cohost' | 'approved' | 'removed' | 'stranger' | 'signed out';
const WHO = ['creator', 'admin', 'cohost', 'approved', 'removed', 'stranger', 'signed out'] as const;

interface Room extends RecordedClass {
  people: Record<Who, Person | null>;
  clip_id: number;
}

/** Ready, with one clip; of four learners one is a co-host, and one had the approval taken back. */
async function newRoom(): Promise<Room> {
  const room = await newRecordedClass(t, { learners: 3 });
  const [cohost = room.creator, approved = room.creator, removed = room.creator] = room.learners;
  const named = { account_id: cohost.id, on: true };
  expect((await t.request(room.creator, 'POST', `/api/sessions/${room.id}/cohosts/`, named)).statusCode).toBe(200);
  const bookings = (await t.request(room.creator, 'GET', `/api/sessions/${room.id}/bookings/`)).json().items;
  const booking = bookings.find((one: { user: { id: number } }) => one.user.id === removed.id);
  await t.request(room.creator, 'POST', `/api/bookings/${booking.id}/reject/`);
  const { creator } = room;
  const { admin, stranger } = cast;
  return {
    ...room,
    people: { creator, admin, cohost, approved, removed, stranger, 'signed out': null },
    clip_id: await room.clip(room.creator.id, 'microphone', 0, 60, Buffer.from('0123456789')),
  };
}

async function share(room: Room, sharing: object): Promise<void> {
  const answer = await t.request(room.creator, 'PATCH', `/api/recordings/${room.recording_id}/`, { sharing });
  expect(answer.statusCode, answer.body).toBe(200);
}

/** What a person gets: `-`: it is not there. `no`: it is there, and they may not. `in`: sign in first. */
async function outcome(person: Person | null, method: 'GET' | 'PATCH' | 'POST', url: string, body?: object) {
  const { statusCode } = await t.request(person, method, url, body);
  const words: Record<number, string> = {
    200: 'yes',
    206: 'yes',
    202: 'yes',
    400: 'yes',
    401: 'in',
    403: 'no',
    404: '-',
  };
  return words[statusCode] ?? String(statusCode);
}

/** One row for each act, one column for each of `WHO`. */
async function table(room: Room): Promise<string[]> {
  const one = `/api/recordings/${room.recording_id}`;
  const holds = (items: { id: number }[] | undefined) =>
    items ? (items.some(({ id }) => id === room.recording_id) ? 'yes' : '-') : 'in';
  const acts: Record<string, (person: Person | null) => Promise<string>> = {
    list: async (person) => holds((await t.request(person, 'GET', '/api/recordings/?limit=100')).json().items),
    listed: async (person) =>
      holds((await t.request(person, 'GET', `/api/sessions/${room.id}/recordings/`)).json().items),
    see: (person) => outcome(person, 'GET', `${one}/`),
    watch: (person) => outcome(person, 'GET', `${one}/replay/`),
    clip: (person) => outcome(person, 'GET', `${one}/clips/${room.clip_id}/`),
    downloads: (person) => outcome(person, 'GET', `${one}/downloads/`),
    chat: (person) => outcome(person, 'GET', `${one}/chat.txt`),
    track: (person) => outcome(person, 'GET', `${one}/tracks/${room.clip_id}/`),
    share: (person) => outcome(person, 'PATCH', `${one}/`, {}),
    retry: (person) => outcome(person, 'POST', `${one}/retry/`),
  };
  const lines: string[] = [];
  for (const [name, act] of Object.entries(acts)) {
    const cells: string[] = [];
    for (const who of WHO) cells.push(await act(room.people[who]));
    lines.push(`${name.padEnd(10)}${cells.map((cell) => cell.padStart(4)).join('')}`);
  }
  return lines;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const HOSTS_ALONE = lines(`
# act      crea admi coho appr remo stra out
list       yes yes   -   -   -   -  in
listed     yes yes   -   -   -   -  in
see        yes yes   -   -   -   -  in
watch      yes yes   -   -   -   -  in
clip       yes yes   -   -   -   -  in
downloads  yes yes   -   -   -   -  in
chat       yes yes   -   -   -   -  in
track      yes yes   -   -   -   -  in
share      yes yes   -   -   -   -  in
retry      yes yes   -   -   -   -  in`);

const WATCHED = lines(`
list       yes yes yes yes   -   -  in
listed     yes yes yes yes   -   -  in
see        yes yes yes yes   -   -  in
watch      yes yes yes yes   -   -  in
clip       yes yes yes yes   -   -  in
downloads  yes yes  no  no   -   -  in
chat       yes yes  no  no   -   -  in
track      yes yes  no  no   -   -  in
share      yes yes  no  no   -   -  in
retry      yes yes  no  no   -   -  in`);

test('roles by what they may, as long as it is shared with nobody', async () => {
  expect(await table(await newRoom())).toEqual(HOSTS_ALONE);
});

test('roles by what they may, shared with the participants; with downloads; and past the date', async () => {
  const room = await newRoom();
  await share(room, { with: 'participants' });
  expect(await table(room)).toEqual(WATCHED);
  const until = new Date(t.clock.now.getTime() + 60_000).toISOString();
  await share(room, { with: 'participants', downloads: true, until });
  const downloaded = WATCHED.map((line) => (/^(downloads|chat)/.test(line) ? line.replaceAll(' no', 'yes') : line));
  expect(await table(room)).toEqual(downloaded);
  t.clock.forward(60_000);
  expect(await table(room)).toEqual(HOSTS_ALONE);
});

test('who may delete it, and that it is gone for all of them then', async () => {
  const room = await newRoom();
  await share(room, { with: 'participants', downloads: true });
  const url = `/api/recordings/${room.recording_id}/`;
  const said: Record<string, number> = {};
  for (const who of [...WHO].reverse()) said[who] = (await t.request(room.people[who], 'DELETE', url)).statusCode;
  // The admin is asked before the creator, and had it deleted.
  expect(said).toEqual({
    'signed out': 401,
    stranger: 404,
    removed: 404,
    approved: 403,
    cohost: 403,
    admin: 200,
    creator: 404,
  });
  const gone = HOSTS_ALONE.map((line) => line.replaceAll('yes', '  -'));
  expect(await table(room)).toEqual(gone);
});

test('nothing but its own clips opens under a recording, however the address is written', async () => {
  const [room, other] = [await newRoom(), await newRoom()];
  const one = `/api/recordings/${room.recording_id}`;
  const tricks = [
    `${one}/clips/${other.clip_id}/`,
    `${one}/tracks/${other.clip_id}/`,
    `${one}/clips/take-1%2f1.webm/`,
    `${one}/clips/..%2f${other.recording_id}%2ftake-1%2f1.webm/`,
    `${one}/clips/%2e%2e%2f%2e%2e%2fetc%2fpasswd/`,
    `${one}/clips/${room.clip_id}%00/`,
    `${one}/take-1/1.webm`,
    `${one}/take-1/manifest.jsonl`,
    `/recordings/${room.recording_id}/take-1/1.webm`,
    `/data/recordings/${room.recording_id}/take-1/1.webm`,
  ];
  for (const url of tricks) {
    for (const who of ['creator', 'admin'] as const) {
      const answer = await t.request(room.people[who], 'GET', url, undefined, { range: 'bytes=0-3' });
      expect(answer.statusCode, url).toBe(404);
      expect(answer.body).not.toContain('0123');
    }
  }
  // A stranger is not let in by a range either.
  for (const range of ['bytes=0-0', 'bytes=-1', 'bytes=0-', 'bytes=99-', 'bytes=0-0,2-3', 'x']) {
    const url = `${one}/clips/${room.clip_id}/`;
    expect((await t.request(room.people.stranger, 'GET', url, undefined, { range })).statusCode, range).toBe(404);
    expect((await t.request(null, 'GET', url, undefined, { range })).statusCode, range).toBe(401);
  }
});
