import { type BoardView, MOST_PAGES, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
});

const ask = (person: Person, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
  t.request(person, method, `/api/sessions/${id}/${path}/`, body);
async function done(person: Person, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
  const answer = await ask(person, method, path, body);
  expect(answer.statusCode, `${path}: ${answer.body}`).toBeLessThan(300);
  return answer.json();
}
const boardFor = async (person: Person): Promise<BoardView | null> => {
  const answer = await t.request(person, 'GET', `/api/sessions/${id}/view/`);
  return SessionView.parse(answer.json()).room?.board ?? null;
};
const addPage = (person: Person, name = '') => ask(person, 'POST', 'board/pages', { name });
const newPage = async (person: Person, name = ''): Promise<number> => {
  const answer = await addPage(person, name);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
};
const lock = (board: boolean) => done(ines, 'PATCH', 'moderation', { locks: { board } });
async function start() {
  await done(ines, 'POST', 'start');
  for (const person of [amir, lotte]) await done(person, 'POST', 'join_live');
}
const lead = (person: Person, on = true) => ask(person, 'POST', 'board/lead', { on });
const ledBy = async () => (await boardFor(ines))?.led_by?.id ?? null;
const makeCohost = (person: Person, on = true) => done(ines, 'POST', 'cohosts', { account_id: person.id, on });

describe('pages', () => {
  test('there is one from the first moment on, and it is the open one', async () => {
    const board = await boardFor(ines);
    expect(board).toEqual({
      pages: [{ id: expect.any(Number), name: '' }],
      open_page_id: board?.pages[0]?.id,
      led_by: null,
      cleared: [],
    });
  });

  test('are prepared by the host before the start, and then made by all who may draw', async () => {
    await newPage(ines, 'Proofs');
    for (const person of [amir, lotte]) expectError(await addPage(person), 'session_not_ongoing');
    await start();
    await newPage(amir, '  Sketches  ');
    expect((await boardFor(lotte))?.pages.map(({ name }) => name)).toEqual(['', 'Proofs', 'Sketches']);
  });

  test('who may not draw makes and renames none, and the exempt do', async () => {
    await start();
    const page = await newPage(amir);
    await lock(true);
    expectError(await addPage(amir), 'board_locked');
    expectError(await ask(amir, 'PATCH', `board/pages/${page}`, { name: 'Mine' }), 'board_locked');
    await done(ines, 'PATCH', `board/pages/${page}`, { name: 'Hers' });
    await done(ines, 'POST', 'exemptions', { account_id: amir.id, right: 'board', on: true });
    await done(amir, 'PATCH', `board/pages/${page}`, { name: 'Mine' });
    expectError(await addPage(lotte), 'board_locked');
    await lock(false);
    await newPage(lotte);
  });

  test('a retry makes no second one', async () => {
    const send = (name: string) =>
      t.request(ines, 'POST', `/api/sessions/${id}/board/pages/`, { name }, { 'idempotency-key': `page-of-${id}` });
    const [first, again] = [await send('Proofs'), await send('Proofs')];
    expect(again.json()).toEqual(first.json());
    expectError(await send('Others'), 'idempotency_key_reused');
    expect((await boardFor(ines))?.pages).toHaveLength(2);
  });

  test('another session’s page is none', async () => {
    const other = await t.newClass();
    const { rows } = await t.db.orm.execute<{ id: number }>(`select id from board_page where session_id = ${other.id}`);
    const foreign = rows[0]?.id;
    for (const command of ['open', 'clear', 'restore']) {
      expectError(await ask(ines, 'POST', `board/pages/${foreign}/${command}`), 'page_not_found');
    }
    expectError(await ask(ines, 'PATCH', `board/pages/${foreign}`, { name: 'Mine' }), 'page_not_found');
    expectError(await ask(ines, 'DELETE', `board/pages/${foreign}`), 'page_not_found');
  });

  test('the last one stays, and the open one’s place takes the first', async () => {
    const [first] = (await boardFor(ines))?.pages ?? [];
    const second = await newPage(ines);
    expect((await done(ines, 'POST', `board/pages/${second}/open`)).open_page_id).toBe(second);
    expect(await done(ines, 'DELETE', `board/pages/${second}`)).toMatchObject({
      pages: [first],
      open_page_id: first?.id,
    });
    expectError(await ask(ines, 'DELETE', `board/pages/${first?.id}`), 'last_page');
    expectError(await ask(ines, 'DELETE', `board/pages/${second}`), 'page_not_found');
  });

  test('there are a hundred at most', async () => {
    await t.db.orm.execute(
      `insert into board_page (session_id, name) select ${id}, '' from generate_series(2, ${MOST_PAGES})`,
    );
    expectError(await addPage(ines), 'too_many_pages');
  });

  test('once the session is over nothing changes any more, and all of it is still to be seen', async () => {
    await start();
    const page = await newPage(amir, 'Proofs');
    await done(ines, 'POST', 'end');
    for (const person of [ines, amir]) {
      expectError(await addPage(person), 'session_over');
      expectError(await ask(person, 'PATCH', `board/pages/${page}`, { name: 'Late' }), 'session_over');
      expect((await boardFor(person))?.pages).toHaveLength(2);
    }
    for (const command of ['open', 'clear', 'restore']) {
      expectError(await ask(ines, 'POST', `board/pages/${page}/${command}`), 'session_over');
    }
  });

  test('who changes them too often is told to wait', async () => {
    const page = await newPage(ines);
    const rename = (name: string) => ask(ines, 'PATCH', `board/pages/${page}`, { name });
    const answers = await Promise.all(Array.from({ length: 150 }, (_, index) => rename(`${index}`)));
    const refused = answers.filter((one) => one.statusCode !== 200);
    expect(refused).toHaveLength(1);
    if (refused[0]) expectError(refused[0], 'too_many_requests');
  });

  test('a name is text, whatever it says', async () => {
    const name = '<img src=x onerror=alert(1)>"\'&{{name}}\u202e';
    const page = await newPage(ines, name);
    expect((await boardFor(ines))?.pages.at(-1)).toEqual({ id: page, name });
  });
});

describe('leading', () => {
  beforeEach(start);

  test('is for hosts who are inside, one at a time', async () => {
    expectError(await lead(amir), 'forbidden');
    await done(ines, 'POST', 'board/lead', { on: true });
    expect(await ledBy()).toBe(ines.id);
    await makeCohost(amir);
    await done(amir, 'POST', 'board/lead', { on: true });
    expect(await ledBy()).toBe(amir.id);
    // Who does not lead any more ends nothing.
    await done(ines, 'POST', 'board/lead', { on: false });
    expect(await ledBy()).toBe(amir.id);
    await done(ines, 'POST', 'leave_live');
    expectError(await lead(ines), 'not_in_session');
  });

  test('ends by oneself, by leaving, by removal, and where one is no host any more', async () => {
    const endings: [ending: string, how: () => Promise<unknown>][] = [
      ['oneself', () => done(amir, 'POST', 'board/lead', { on: false })],
      ['leaving', () => done(amir, 'POST', 'leave_live')],
      ['dismissal', () => makeCohost(amir, false)],
      [
        'removal',
        async () => {
          const view = SessionView.parse((await t.request(ines, 'GET', `/api/sessions/${id}/view/`)).json());
          const stay = view.participants.find((one) => one.user.id === amir.id);
          await done(ines, 'POST', `live_participants/${stay?.id}/remove`);
        },
      ],
    ];
    for (const [ending, how] of endings) {
      await makeCohost(amir);
      await ask(amir, 'POST', 'join_live');
      await done(amir, 'POST', 'board/lead', { on: true });
      await how();
      expect(await ledBy(), ending).toBeNull();
    }
  });

  test('ends with the session, and does not begin again after it', async () => {
    await done(ines, 'POST', 'board/lead', { on: true });
    await done(ines, 'POST', 'end');
    expect(await ledBy()).toBeNull();
    expectError(await lead(ines), 'session_over');
  });
});
