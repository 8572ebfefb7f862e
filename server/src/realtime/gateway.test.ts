import type { AddressInfo } from 'node:net';
import { PROTOCOL_VERSION, type Subscribe } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientSocket, follow, happening, openSocket, subscribe } from '#testing/realtime-client.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let origin: string;
const open: ClientSocket[] = [];

beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(() => t.close());

function newSocket(person: Person | null, headers: Record<string, string> = {}): ClientSocket {
  const socket = openSocket(origin, person?.cookie ?? null, headers);
  open.push(socket);
  return socket;
}

const watch = (person: Person, session_id: number, place: Subscribe['place'] = 'page') =>
  follow(newSocket(person), session_id, { place });

const post = (person: Person, id: number, command: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`);
const freshView = async (person: Person, id: number) =>
  (await t.request(person, 'GET', `/api/sessions/${id}/view/`)).json();

describe('a socket', () => {
  test('needs a sign-in, and a page of our own', async () => {
    expect(await happening(newSocket(null), 'connect_error')).toMatchObject({ message: 'not_authenticated' });
    const person = await t.newPerson();
    const elsewhere = newSocket(person, { origin: 'https://elsewhere.example' });
    expect(await happening(elsewhere, 'connect_error')).toBeInstanceOf(Error);
  });

  test('ends with its sign-in', async () => {
    const person = await t.newPerson();
    const socket = newSocket(person);
    await happening(socket, 'connect');
    const gone = happening(socket, 'disconnect');
    await t.request(person, 'POST', '/api/auth/sign-out', {});
    await gone;
  });

  test('that sends nonsense is closed, and no other', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    const calm = await watch(creator, id);
    for (const nonsense of [
      null,
      'text',
      { session_id: 'x' },
      { session_id: id, version: PROTOCOL_VERSION, after: -1, place: 'page', hidden: false },
      { session_id: id, version: PROTOCOL_VERSION, after: null, place: 'nowhere', hidden: false },
      { session_id: id, padding: 'x'.repeat(100_000) },
    ]) {
      const socket = newSocket(creator);
      await happening(socket, 'connect');
      const gone = happening(socket, 'disconnect');
      socket.emit('subscribe', nonsense as never, () => {});
      await gone;
    }
    expect(calm.socket.connected).toBe(true);
    await post(creator, id, 'start');
    await expect.poll(() => calm.view()?.session.status).toBe('ongoing');
  });

  test('of another version is told to load the page again', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    const answer = await subscribe(newSocket(creator), { session_id: id, version: PROTOCOL_VERSION + 1 });
    expect(answer).toEqual({ kind: 'reload', version: PROTOCOL_VERSION });
  });

  test('gets nothing of a session that its account may not see', async () => {
    const person = await t.newPerson();
    const answer = await subscribe(newSocket(person), { session_id: 999_999 });
    expect(answer).toMatchObject({ kind: 'refused', code: 'session_not_found', error: 'Session not found' });
  });
});

describe('events', () => {
  test('bring every view to what it would be read fresh, whoever looks on', async () => {
    const { id, creator, learners } = await t.newClass({ learners: 8 });
    const stranger = await t.newPerson();
    const onlookers = await Promise.all([creator, stranger, ...learners].map((one) => watch(one, id)));
    await post(creator, id, 'start');
    await Promise.all(learners.map((learner) => post(learner, id, 'join_live')));
    await Promise.all(learners.slice(0, 4).map((learner) => post(learner, id, 'leave_live')));
    const people = [creator, stranger, ...learners];
    for (const [index, onlooker] of onlookers.entries()) {
      const fresh = await freshView(people[index] ?? creator, id);
      await expect.poll(() => onlooker.view()).toEqual(fresh);
    }
    expect(onlookers[1]?.events.filter((event) => event.type.startsWith('participant.'))).toEqual([]);
    expect(onlookers[1]?.view()?.participants).toEqual([]);
  });

  test('5: that were missed come on return, in order, and only they', async () => {
    const { id, creator, learners } = await t.newClass();
    const first = await watch(creator, id);
    const seq = first.view()?.seq ?? 0;
    first.socket.disconnect();
    await post(creator, id, 'start');
    await post(learners[0] ?? creator, id, 'join_live');
    const answer = await subscribe(newSocket(creator), { session_id: id, after: seq });
    expect(answer.kind === 'events' && answer.events.map((event) => [event.seq, event.type])).toEqual([
      [seq + 1, 'session.started'],
      [seq + 2, 'participant.joined'],
      [seq + 3, 'participant.joined'],
    ]);
  });

  test('become a whole view where too many are missing, or the number is from another life', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    await t.db.orm.execute(`insert into session_event (session_id, seq, at, type, audience, data)
      select ${id}, seq, now(), 'session.cancelled', 'public', '{}' from generate_series(2, 700) as seq`);
    await t.db.orm.execute(`update session set last_seq = 700 where id = ${id}`);
    const socket = newSocket(creator);
    expect((await subscribe(socket, { session_id: id, after: 1 })).kind).toBe('view');
    expect((await subscribe(socket, { session_id: id, after: 5_000 })).kind).toBe('view');
    expect((await subscribe(socket, { session_id: id, after: 690 })).kind).toBe('events');
  });

  test('an approval opens the whole view, also where it came while the socket was away; a rejection closes it', async () => {
    const { id, creator } = await t.newClass({ learners: 0 });
    await post(creator, id, 'start');
    const learner = await t.newPerson();
    const booking = (await t.request(learner, 'POST', `/api/sessions/${id}/bookings/`)).json();
    const page = await watch(learner, id);
    const seq = page.view()?.seq ?? 0;
    expect(page.view()).toMatchObject({ role: 'outsider', participants: [] });
    await t.request(creator, 'POST', `/api/bookings/${booking.id}/approve/`);
    await expect.poll(() => page.view()?.role).toBe('member');
    expect(page.view()).toEqual(await freshView(learner, id));
    expect(page.view()?.participants).toHaveLength(1);
    const late = await subscribe(newSocket(learner), { session_id: id, after: seq });
    expect(late.kind).toBe('view');
    await t.request(creator, 'POST', `/api/bookings/${booking.id}/reject/`);
    await expect.poll(() => page.view()?.role).toBe('outsider');
    expect(page.view()).toEqual(await freshView(learner, id));
    expect(page.freshViews()).toBe(2);
  });
});

test('a look at the page says nothing about who is in the room', async () => {
  const { id, creator, learners } = await t.newClass();
  const learner = learners[0] ?? creator;
  await post(creator, id, 'start');
  await post(learner, id, 'join_live');
  const host = await watch(creator, id, 'live');
  const page = await watch(learner, id);
  page.socket.disconnect();
  // Their stay was never held by a browser: it is not one that reconnects.
  host.socket.emit('move', { session_id: id, place: 'live', hidden: true });
  await expect.poll(() => host.presence().get(creator.id)?.away).toBe('hidden');
  expect(host.presence().get(learner.id)).toMatchObject({ place: 'live', away: null });
});

test('the waiting room lists who waits, to those who may enter only', async () => {
  const { id, creator, learners } = await t.newClass();
  const learner = learners[0] ?? creator;
  const host = await watch(creator, id, 'waiting');
  const stranger = await watch(await t.newPerson(), id, 'waiting');
  const waiting = await watch(learner, id, 'waiting');
  await expect.poll(() => host.waiting()).toEqual([creator.id, learner.id]);
  waiting.move('live');
  await expect.poll(() => host.waiting()).toEqual([creator.id]);
  waiting.move('waiting');
  await expect.poll(() => host.waiting()).toEqual([creator.id, learner.id]);
  waiting.socket.disconnect();
  await expect.poll(() => host.waiting()).toEqual([creator.id]);
  expect(stranger.waiting()).toEqual([]);
});
