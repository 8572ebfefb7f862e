import type { AddressInfo } from 'node:net';
import type { Place } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClientSocket,
  type Follower,
  follow,
  happening,
  openSocket,
  subscribe,
} from '#testing/realtime-client.ts';
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

function watch(person: Person, id: number, place: Place = 'live'): Promise<Follower> {
  const socket = openSocket(origin, person.cookie);
  open.push(socket);
  return follow(socket, id, { place });
}

const post = (person: Person, id: number, command: string) =>
  t.request(person, 'POST', `/api/sessions/${id}/${command}/`);

/** Ada, who speaks, and Ben, who listens, are inside with the host; Carl is approved and waits. */
async function inTheRoom() {
  const { id, creator, learners } = await t.newClass({ learners: 3 });
  const [ada = creator, ben = creator, carl = creator] = learners;
  await post(creator, id, 'start');
  for (const person of [ada, ben]) await post(person, id, 'join_live');
  return { id, creator, ada, ben, carl };
}

/** Waits until whatever was said before must have arrived: Ben's own report comes after it, on its way through all the same. */
async function afterAllOthers(speaker: Follower, listener: Follower, speaker_id: number, listener_id: number) {
  listener.hearing([speaker_id]);
  await expect.poll(() => speaker.heard.at(-1)).toMatchObject({ listener_id, hears: false });
}

describe('who does not hear somebody', () => {
  test('is named to them alone, and named again once they do', async () => {
    const { id, creator, ada, ben } = await inTheRoom();
    const [host, speaker, listener] = [await watch(creator, id), await watch(ada, id), await watch(ben, id)];
    listener.hearing([ada.id]);
    await expect.poll(() => speaker.heard).toEqual([{ session_id: id, listener_id: ben.id, hears: false }]);
    listener.hearing([], [ada.id]);
    await expect.poll(() => speaker.heard.at(-1)).toEqual({ session_id: id, listener_id: ben.id, hears: true });
    listener.hearing([creator.id], [ada.id]);
    await expect.poll(() => host.heard).toEqual([{ session_id: id, listener_id: ben.id, hears: false }]);
    await expect.poll(() => speaker.heard).toHaveLength(3);
    expect(listener.heard).toEqual([]);
  });

  test('is not kept: it is in no log, and whoever comes later is not told', async () => {
    const { id, ada, ben } = await inTheRoom();
    const [speaker, listener] = [await watch(ada, id), await watch(ben, id)];
    const before = speaker.view()?.seq;
    await afterAllOthers(speaker, listener, ada.id, ben.id);
    const later = await watch(ada, id);
    expect((await t.request(ada, 'GET', `/api/sessions/${id}/view/`)).json().seq).toBe(before);
    listener.hearing([ada.id]);
    await expect.poll(() => later.heard).toHaveLength(1);
  });

  test('is told to the live room only, not to a tab that looks at the page', async () => {
    const { id, ada, ben } = await inTheRoom();
    const [page, speaker, listener] = [await watch(ada, id, 'page'), await watch(ada, id), await watch(ben, id)];
    await afterAllOthers(speaker, listener, ada.id, ben.id);
    expect(page.heard).toEqual([]);
  });
});

describe('nobody hears of it', () => {
  test('from strangers, from who waits, or from who has left, whatever place they claim', async () => {
    const { id, creator, ada, ben, carl } = await inTheRoom();
    const speaker = await watch(ada, id);
    const listener = await watch(ben, id);
    await post(creator, id, 'leave_live');
    for (const person of [await t.newPerson('Sten'), carl, creator]) {
      const outside = await watch(person, id, 'live');
      outside.hearing([ada.id]);
      // Its answer comes after the server has read what was sent before.
      await subscribe(outside.socket, { session_id: id, place: 'live' });
      expect(outside.socket.connected).toBe(true);
    }
    await afterAllOthers(speaker, listener, ada.id, ben.id);
    expect(speaker.heard.map((one) => one.listener_id)).toEqual([ben.id]);
  });

  test('from a tab that only looks at the page, or has not subscribed', async () => {
    const { id, ada, ben } = await inTheRoom();
    const [speaker, listener] = [await watch(ada, id), await watch(ben, id)];
    const page = await watch(ben, id, 'page');
    page.hearing([], [ada.id]);
    const silent = openSocket(origin, ben.cookie);
    open.push(silent);
    await happening(silent, 'connect');
    silent.emit('hearing', { session_id: id, missing: [], again: [ada.id] });
    await afterAllOthers(speaker, listener, ada.id, ben.id);
    expect(speaker.heard.every((one) => !one.hears)).toBe(true);
  });

  test('where those named are not inside, do not exist, or are the one who says it', async () => {
    const { id, ada, ben, carl } = await inTheRoom();
    const other = await inTheRoom();
    const [speaker, listener] = [await watch(ada, id), await watch(ben, id)];
    const waiting = await watch(carl, id, 'live');
    const elsewhere = await watch(other.ada, other.id);
    listener.hearing([carl.id, other.ada.id, 999_999, ben.id]);
    await afterAllOthers(speaker, listener, ada.id, ben.id);
    expect([...waiting.heard, ...elsewhere.heard, ...listener.heard]).toEqual([]);
  });

  test('once the session has ended', async () => {
    const { id, creator, ada, ben } = await inTheRoom();
    const [speaker, listener] = [await watch(ada, id), await watch(ben, id)];
    await post(creator, id, 'end');
    await expect.poll(() => listener.view()?.session.status).toBe('completed');
    listener.hearing([ada.id]);
    await subscribe(listener.socket, { session_id: id, place: 'live' });
    await t.request(ben, 'GET', `/api/sessions/${id}/live_participants/`);
    expect(speaker.heard).toEqual([]);
  });
});

test.each<[name: string, hearing: unknown]>([
  ['nothing', null],
  ['no session', { missing: [1], again: [] }],
  ['no list', { session_id: 1, missing: 1, again: [] }],
  ['only one list', { session_id: 1, missing: [1] }],
  ['names for ids', { session_id: 1, missing: ['Ada'], again: [] }],
  ['an id that is none', { session_id: 1, missing: [0], again: [] }],
  ['too many', { session_id: 1, missing: Array.from({ length: 101 }, (_, index) => index + 1), again: [] }],
  ['more than a message may have', { session_id: 1, missing: [], again: [], padding: 'x'.repeat(20_000) }],
])('a report with %s closes its own connection and no other', async (_name, hearing) => {
  const { id, ada, ben } = await inTheRoom();
  const [speaker, wild] = [await watch(ada, id), await watch(ben, id)];
  const gone = happening(wild.socket, 'disconnect');
  wild.socket.emit('hearing', hearing as never);
  await gone;
  expect(speaker.socket.connected).toBe(true);
  await afterAllOthers(speaker, await watch(ben, id), ada.id, ben.id);
});
