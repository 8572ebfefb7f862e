import type { AddressInfo } from 'node:net';
import type { SessionView } from '@lectern/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Follower, follow, openSocket } from '#testing/realtime-client.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

/**
 * The oracle over real connections: whatever several people do, whenever connections are lost and found again, at every
 * quiet point each browser's view is the one read fresh. The followers fail by themselves on a gap or a double.
 */
let t: TestApp;
let origin: string;
beforeAll(async () => {
  t = await buildTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterAll(() => t.close());

interface Scene {
  id: number;
  creator: Person;
  people: Person[];
  browsers: (Browser | undefined)[];
}

interface Browser {
  person: Person;
  /** Null while the connection is lost. */
  follower: Follower | null;
  kept: SessionView | null;
}

/** Host, two who are inside, one who waits, one who has asked, and a stranger. */
async function newScene(): Promise<Scene> {
  const { id, creator, learners } = await t.newClass({ learners: 3 });
  const [one = creator, two = creator, waiting = creator] = learners;
  const asking = await t.newPerson('Petra');
  await request(asking, 'POST', `/api/sessions/${id}/bookings/`);
  const people = [creator, one, two, waiting, asking, await t.newPerson('Sten')];
  await request(creator, 'POST', `/api/sessions/${id}/start/`);
  for (const person of [one, two]) await request(person, 'POST', `/api/sessions/${id}/join_live/`);
  const browsers = people.map((person): Browser => ({ person, follower: null, kept: null }));
  for (const browser of browsers) await connect(browser, id);
  return { id, creator, people, browsers };
}

const request = (person: Person, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  t.request(person, method, url, body);

async function connect(browser: Browser, id: number): Promise<void> {
  const { person, kept } = browser;
  if (browser.follower?.socket.connected) return;
  // Whoever the server hung up on comes back with what they had by then.
  const from = browser.follower?.view() ?? kept;
  browser.follower = await follow(openSocket(origin, person.cookie), id, { place: 'live', from });
}

function disconnect(browser: Browser): void {
  browser.kept = browser.follower?.view() ?? browser.kept;
  browser.follower?.socket.disconnect();
  browser.follower = null;
}

/** What somebody does to the latest thing of its kind that the host can see. Refusals are part of it. */
async function act(scene: Scene, what: Action, who: Person): Promise<void> {
  const { id, creator, people } = scene;
  const session = `/api/sessions/${id}`;
  const post = (url: string, body?: object) => request(who, 'POST', `${session}/${url}/`, body);
  const room = async () => (await request(creator, 'GET', `${session}/view/`)).json().room;
  const latest = async () => (await room()).messages.at(-1)?.id ?? 1;
  const poll = async () => (await room()).polls.at(-1)?.id ?? 1;
  const other = people[1] ?? creator;
  switch (what) {
    case 'post':
      return void (await post('messages', { text: `from ${who.username}` }));
    case 'whisper':
      return void (await post('messages', { text: 'between us', to: who === creator ? other.id : creator.id }));
    case 'edit':
      return void (await request(who, 'PATCH', `/api/messages/${await latest()}/`, { text: `by ${who.username}` }));
    case 'delete':
      return void (await request(who, 'DELETE', `/api/messages/${await latest()}/`));
    case 'react':
      return void (await request(who, 'POST', `/api/messages/${await latest()}/reactions/`, { emoji: '👍', on: true }));
    case 'close_chat':
    case 'open_chat':
      return void (await request(who, 'PATCH', `${session}/chat/`, { open: what === 'open_chat' }));
    case 'open_poll':
      return void (await post('polls', { question: 'Ready?', options: ['Yes', 'No'], anonymous: who.id % 2 === 0 }));
    case 'vote':
      return void (await request(who, 'POST', `/api/polls/${await poll()}/vote/`, { option: who.id % 2 }));
    case 'show_poll':
      return void (await request(who, 'POST', `/api/polls/${await poll()}/show/`));
    case 'reject':
    case 'approve': {
      const bookings = (await request(creator, 'GET', `${session}/bookings/?limit=100`)).json().items;
      const booking = bookings.find((one: { user: { id: number } }) => one.user.id === who.id);
      return void (await request(creator, 'POST', `/api/bookings/${booking?.id ?? 1}/${what}/`));
    }
    case 'raise_hand':
    case 'lower_hand':
    case 'lower_all_hands':
    case 'give_word':
    case 'end_word':
    case 'join_live':
    case 'leave_live':
      return void (await post(what));
    default:
      return what satisfies never;
  }
}

const ACTIONS = [
  'post',
  'whisper',
  'edit',
  'delete',
  'react',
  'close_chat',
  'open_chat',
  'open_poll',
  'vote',
  'show_poll',
  'reject',
  'approve',
  'raise_hand',
  'lower_hand',
  'lower_all_hands',
  'give_word',
  'end_word',
  'join_live',
  'leave_live',
] as const;
type Action = (typeof ACTIONS)[number];

/** A round: some act at once, some connections are lost meanwhile, and others come back. */
const round = fc.record({
  acts: fc.array(fc.tuple(fc.constantFrom(...ACTIONS), fc.nat({ max: 4 })), { minLength: 1, maxLength: 6 }),
  lost: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
  found: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
});

async function expectAllFresh({ id, browsers }: Scene): Promise<void> {
  for (const browser of browsers) {
    if (!browser?.follower) continue;
    const fresh = async () => (await request(browser.person, 'GET', `/api/sessions/${id}/view/`)).json();
    await expect
      .poll(async () => {
        // Hung up on, as after a rejection: come back.
        await connect(browser, id);
        return browser.follower?.view();
      })
      .toEqual(await fresh());
  }
}

test('whatever happens, at every quiet point every view is the fresh one', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 6 }), async (rounds) => {
      const scene = await newScene();
      const { id, creator, people, browsers } = scene;
      try {
        for (const { acts, lost, found } of rounds) {
          const acting = acts.map(([what, who]) => act(scene, what, people[who] ?? creator));
          for (const index of lost) if (browsers[index]) disconnect(browsers[index]);
          await Promise.all(found.map((index) => browsers[index] && connect(browsers[index], id)));
          await Promise.all(acting);
          await expectAllFresh(scene);
        }
        for (const browser of browsers) if (browser) await connect(browser, id);
        await request(creator, 'POST', `/api/sessions/${id}/end/`);
        await expectAllFresh(scene);
      } finally {
        for (const browser of browsers) browser?.follower?.socket.disconnect();
      }
    }),
    { numRuns: 15 },
  );
});
