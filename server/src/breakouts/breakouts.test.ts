import { BreakoutsView, SessionView } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MediaRoom, mainRoom } from '#media/engine.ts';
import { createHandClock, type HandClock } from '#testing/hand-clock.ts';
import { buildTestApp, expectError, type Person, type TestApp } from '#testing/test-app.ts';
import { BROUGHT_BACK_AFTER } from './run-service.ts';

let t: TestApp;
let at: HandClock;
beforeAll(async () => {
  t = await buildTestApp();
  at = createHandClock(t);
});
afterAll(() => t.close());

let id: number;
let host: Person;
let amir: Person;
let lotte: Person;
let noor: Person;
let one: number;
let two: number;

/** A running class of three learners inside, all connected, with two rooms that are not open. */
beforeEach(async () => {
  const made = await t.newClass({ learners: 3 });
  ({ id, creator: host } = made);
  [amir = host, lotte = host, noor = host] = made.learners;
  ok(await post(host, 'start'));
  connect(host, mainRoom(id));
  for (const person of made.learners) {
    ok(await post(person, 'join_live'));
    connect(person, mainRoom(id));
  }
  const { rooms } = BreakoutsView.parse(ok(await post(host, 'breakouts', { names: ['Red', 'Blue'] })));
  [one = 0, two = 0] = rooms.map((room) => room.id);
});

const send = (person: Person, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  t.request(person, method, `/api/sessions/${id}/${url}/`, body);
const post = (person: Person, url: string, body?: object) => send(person, 'POST', url, body);
const move = (person: Person, breakout_id: number | null) => post(person, 'move', { breakout_id });
const assign = (...assignments: [Person, number | null][]) =>
  post(host, 'assign_breakouts', {
    assignments: assignments.map(([{ id: account_id }, breakout_id]) => ({ account_id, breakout_id })),
  });
const open = (seconds: number | null = null) => post(host, 'open_breakouts', { seconds });
const time = (seconds: number | null) => post(host, 'time_breakouts', { seconds });

function ok(answer: Awaited<ReturnType<typeof post>>) {
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}

const connect = (person: Person, room: MediaRoom) =>
  t.media.connect(`fake:session-${id}${room.breakout_id ? `-breakout-${room.breakout_id}` : ''}:${person.id}:none`);

async function view(person: Person): Promise<SessionView> {
  return SessionView.parse(ok(await send(person, 'GET', 'view')));
}

/** Where each of these is, and, where they are called elsewhere, to where. */
async function where(...people: Person[]) {
  const { participants } = await view(host);
  return people.map(({ id: account_id }) => {
    const stay = participants.find((one) => one.user.id === account_id);
    if (!stay) return 'away';
    return stay.called_to ? [stay.breakout_id, stay.called_to.breakout_id] : stay.breakout_id;
  });
}

/** The rooms at the media engine where somebody is connected, with a star where without rights. */
async function heardIn(person: Person): Promise<string[]> {
  const rooms = [mainRoom(id), ...[one, two].map((breakout_id) => ({ session_id: id, breakout_id }))];
  const lists = await Promise.all(rooms.map(t.media.people));
  return lists.flatMap((list, index) =>
    list
      .filter(({ account_id }) => account_id === person.id)
      .map(({ has_rights }) => `${['main', 'one', 'two'][index]}${has_rights ? '' : '*'}`),
  );
}

/** What a browser does that is called: a connection beforehand, then the move. */
async function go(person: Person, breakout_id: number | null): Promise<void> {
  const { token } = ok(await post(person, 'warm_breakout', { breakout_id }));
  t.media.connect(token);
  ok(await move(person, breakout_id));
}

describe('opening', () => {
  test('calls whoever is assigned, and leaves all where they are until they go', async () => {
    ok(await assign([amir, one], [lotte, two]));
    ok(await open(600));
    expect(await where(host, amir, lotte, noor)).toEqual([null, [null, one], [null, two], null]);
    const { breakouts } = await view(noor);
    expect(breakouts).toMatchObject({
      rooms: [{ name: 'Red' }, { name: 'Blue' }],
      opened_at: t.clock.now.toISOString(),
    });
    expect(breakouts?.ends_at).toBe(new Date(t.clock.now.getTime() + 600_000).toISOString());
    await go(amir, one);
    expect(await where(amir)).toEqual([one]);
    await expect.poll(() => heardIn(amir)).toEqual(['one']);
  });

  test('is refused without rooms, and twice', async () => {
    ok(await open());
    expectError(await open(), 'breakouts_open');
    for (const room of [one, two]) ok(await send(host, 'DELETE', `breakouts/${room}`));
    ok(await time(0));
    expectError(await open(), 'no_breakouts');
  });
});

describe('going', () => {
  test('a connection beforehand has no rights, and the one before is whole until the move', async () => {
    ok(await assign([amir, one]));
    ok(await open());
    const { token, breakout_id } = ok(await post(amir, 'warm_breakout', { breakout_id: one }));
    expect(breakout_id).toBe(one);
    t.media.connect(token);
    await at.tick();
    expect(await heardIn(amir)).toEqual(['main', 'one*']);
    const { media } = ok(await move(amir, one));
    expect(await t.media.inspect(media.token)).toMatchObject({ breakout_id: one, has_rights: true });
    await expect.poll(() => heardIn(amir)).toEqual(['one']);
  });

  test('to where one is changes nothing and gives a token', async () => {
    const { seq } = await view(host);
    expect(ok(await move(amir, null)).media).toMatchObject({ breakout_id: null });
    expect((await view(host)).seq).toBe(seq);
  });

  test('goes from the tab that holds the stay, and from no other', async () => {
    ok(await post(amir, 'media_token', { tab: 'the-first-tab' }));
    ok(await assign([amir, one]));
    ok(await open());
    expectError(await post(amir, 'move', { breakout_id: one, tab: 'another-tab' }), 'in_session_elsewhere');
    ok(await post(amir, 'move', { breakout_id: one, tab: 'the-first-tab' }));
  });
});

describe('closing', () => {
  test('calls everybody back, and brings back who does not come', async () => {
    ok(await assign([amir, one], [lotte, two]));
    ok(await open());
    await go(amir, one);
    await go(lotte, two);
    await go(host, two);
    ok(await time(60));
    t.clock.forward(59_999);
    await at.tick();
    expect(await where(amir, lotte)).toEqual([one, two]);
    t.clock.forward(1);
    await at.tick();
    expect(await where(host, amir, lotte)).toEqual([
      [two, null],
      [one, null],
      [two, null],
    ]);
    expect((await view(amir)).breakouts).toBeNull();
    await go(amir, null);
    t.clock.forward(BROUGHT_BACK_AFTER - 1);
    await at.tick();
    expect(await where(host, amir, lotte)).toEqual([[two, null], null, [two, null]]);
    t.clock.forward(1);
    await at.tick();
    expect(await where(host, amir, lotte)).toEqual([null, null, null]);
    await expect.poll(() => heardIn(amir)).toEqual(['main']);
    expect(await heardIn(lotte)).toEqual([]);
    expect((await t.media.rooms()).filter((room) => room.session_id === id)).toEqual([mainRoom(id)]);
  });
});
