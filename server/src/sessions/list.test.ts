import { OVER, type Session } from '@lectern/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHiddenSession } from '#testing/cast.ts';
import { walk } from '#testing/pages.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

const HOUR = 3_600_000;
const LISTS = ['all', 'created', 'joined', 'open'] as const;
const WHENS = ['any', 'upcoming', 'past'] as const;
const STATUSES = ['pending_approval', 'approved', 'scheduled', 'ongoing', 'completed', 'cancelled', 'expired'] as const;

let t: TestApp;
let me: Person;
let teacher: Person;
let origin: number;
/** All sessions there are, as I see them: read one by one, not from the list that is tested. */
let known: Session[];

const at = (hours: number) => new Date(origin + hours * HOUR).toISOString();
const post = (who: Person, url: string, body?: unknown) => t.request(who, 'POST', url, body);

beforeAll(async () => {
  t = await buildTestApp();
  origin = t.clock.now.getTime();
  const admin = await t.newPerson('Anna');
  teacher = await t.newPerson('Zoë');
  me = await t.newPerson('Mia');
  const ids: number[] = [];
  const add = async (creator: Person, title: string, start: number | null, description = ''): Promise<number> => {
    const scheduled_start = start === null ? null : at(start);
    const { id } = await t.newSession(creator, { title, description, scheduled_start });
    ids.push(id);
    return id;
  };
  // Eight at the same moment, so that pages end between sessions that only their ids tell apart.
  for (let index = 0; index < 8; index += 1) await add(teacher, `Algebra ${index}`, 5);
  for (const hours of [9, 3, 7, 1]) await add(me, `Geometry at ${hours}`, hours, 'Circles and 50% of the rest');
  await add(teacher, 'No time yet', null, 'snake_case and back\\slash');
  for (const command of ['start', 'cancel'])
    await post(teacher, `/api/sessions/${await add(teacher, `To ${command}`, 2)}/${command}/`);
  const ended = await add(me, 'Ended', 4);
  for (const command of ['start', 'end']) await post(me, `/api/sessions/${ended}/${command}/`);
  await t.db.orm.execute(`update session set status = 'expired' where id = ${await add(teacher, 'Missed', 6)}`);
  for (const decision of ['none', 'approve', 'reject', 'withdraw']) {
    const id = await add(teacher, `Asked for, ${decision}`, 8);
    const booking = (await post(me, `/api/sessions/${id}/bookings/`, {})).json();
    const who = decision === 'withdraw' ? me : teacher;
    if (decision !== 'none') await post(who, `/api/bookings/${booking.id}/${decision}/`);
  }
  ids.push(await newHiddenSession(t, { admin, creator: me }));
  known = [];
  for (const id of ids) known.push((await t.request(me, 'GET', `/api/sessions/${id}/`)).json());
  await newHiddenSession(t, { admin, creator: teacher });
});
afterAll(() => t.close());

const listedAt = (one: Session) => Date.parse(one.scheduled_start ?? one.created_at);
const ids = (sessions: Session[]) => sessions.map(({ id }) => id);

/** What a list must hold, in its order, by the plain meaning of each filter. */
function expected(keep: (one: Session) => boolean, soonestFirst = false): number[] {
  const side = soonestFirst ? 1 : -1;
  return ids(known.filter(keep).sort((a, b) => side * (listedAt(a) - listedAt(b) || a.id - b.id)));
}

function inList(list: (typeof LISTS)[number], { creator, my_booking, status }: Session): boolean {
  if (list === 'all') return true;
  if (list === 'created') return creator.id === me.id;
  const asked = my_booking !== null && my_booking.status !== 'withdrawn';
  if (list === 'joined') return asked;
  return ['approved', 'scheduled', 'ongoing'].includes(status) && creator.id !== me.id && !asked;
}

describe('the list of sessions', () => {
  test('holds each session once, with the fields of its details, whatever the pages are', async () => {
    for (const limit of [1, 3, 8, 100]) {
      const items = await walk<Session>(t, me, '/api/sessions/', limit);
      expect(ids(items), `pages of ${limit}`).toEqual(expected(() => true));
      expect([...items].sort((a, b) => a.id - b.id)).toEqual(known);
    }
  });

  test('without a limit has twenty', async () => {
    const { items, next } = (await t.request(me, 'GET', '/api/sessions/')).json();
    expect(items).toHaveLength(20);
    expect(next).toEqual(expect.any(String));
  });

  test.each(LISTS)('%s, by when and by status', async (list) => {
    for (const when of WHENS) {
      for (const status of [undefined, ...STATUSES]) {
        const query = `list=${list}&when=${when}${status ? `&status=${status}` : ''}`;
        const keep = (one: Session) =>
          inList(list, one) &&
          (when === 'any' || OVER.includes(one.status) === (when === 'past')) &&
          (status === undefined || one.status === status);
        const items = await walk<Session>(t, me, `/api/sessions/?${query}`, 3);
        expect(ids(items), query).toEqual(expected(keep, when === 'upcoming'));
      }
    }
  });

  test('between two times has the first and not the last', async () => {
    const query = `from=${encodeURIComponent(at(3))}&to=${encodeURIComponent(at(7))}`;
    const items = await walk<Session>(t, me, `/api/sessions/?${query}`, 2);
    const keep = (one: Session) => listedAt(one) >= origin + 3 * HOUR && listedAt(one) < origin + 7 * HOUR;
    expect(ids(items)).toEqual(expected(keep));
    expect(items.map(({ title }) => title)).toContain('Geometry at 3');
    expect(items.map(({ title }) => title)).not.toContain('Geometry at 7');
  });

  test('loses and doubles nothing that was there while others come and go', async () => {
    const first = (await t.request(me, 'GET', '/api/sessions/?limit=10')).json();
    const late = await t.newSession(teacher, { title: 'Came meanwhile', scheduled_start: at(99) });
    const second = (await t.request(me, 'GET', `/api/sessions/?limit=100&cursor=${first.next}`)).json();
    expect(ids([...first.items, ...second.items])).toEqual(expected(() => true));
    await t.db.orm.execute(`delete from board_page where session_id = ${late.id}`);
    await t.db.orm.execute(`delete from session_event where session_id = ${late.id}`);
    await t.db.orm.execute(`delete from session where id = ${late.id}`);
  });
});

describe('words', () => {
  const found = async (q: string) => ids(await walk<Session>(t, me, `/api/sessions/?q=${encodeURIComponent(q)}`, 5));
  const textOf = ({ title, description, creator }: Session) =>
    [title, description, creator.first_name, creator.last_name, creator.username].map((text) => text.toLowerCase());

  test('are looked for in title, description and the name of the creator, all of them', async () => {
    for (const q of [
      'algebra',
      'ALGEBRA 3',
      'circles',
      'zoë',
      'zoë algebra',
      '  geometry   7 ',
      'byron',
      'mia algebra',
    ]) {
      const words = q.toLowerCase().split(' ').filter(Boolean);
      const keep = (one: Session) => words.every((word) => textOf(one).some((text) => text.includes(word)));
      expect(await found(q), q).toEqual(expected(keep));
    }
    expect(await found('mia algebra')).toEqual([]);
    expect((await found('algebra')).length).toBe(8);
  });

  test('are words, not patterns', async () => {
    expect((await found('50%')).length).toBe(4);
    expect((await found('snake_case')).length).toBe(1);
    expect((await found('back\\slash')).length).toBe(1);
    for (const q of ['5_%', 'snake-case', '%', '_', '\\']) {
      const keep = (one: Session) => textOf(one).some((text) => text.includes(q));
      expect(await found(q), q).toEqual(expected(keep));
    }
  });

  test('of any kind find what holds them', async () => {
    const piece = fc.oneof(
      fc.constantFrom('%', '_', '\\', "'", 'alg', 'GEO', '50', '0', ' '),
      fc.string({ maxLength: 3 }),
    );
    const query = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(query, async (q) => {
        const words = q.toLowerCase().split(/\s+/).filter(Boolean);
        const keep = (one: Session) => words.every((word) => textOf(one).some((text) => text.includes(word)));
        expect(await found(q)).toEqual(expected(keep));
      }),
      { numRuns: 60 },
    );
  });
});
