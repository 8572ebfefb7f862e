import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { drawOn } from '#testing/drawing.ts';
import { createOracle } from '#testing/oracle.ts';
import { newRoom } from '#testing/oracle-room.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let oracle: ReturnType<typeof createOracle>;
let origin: string;
beforeAll(async () => {
  t = await buildTestApp();
  oracle = createOracle(t);
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
});
afterAll(() => t.close());

const ask = (person: Person, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  t.request(person, method, url, body);

const ACTIONS = [
  'post',
  'whisper',
  'edit',
  'delete',
  'react',
  'raise_hand',
  'lower_hand',
  'give_word',
  'end_word',
] as const;
const MORE = ['lower_all_hands', 'polls', 'vote', 'close', 'show', 'join_live', 'leave_live', 'media_token'] as const;
const MODERATION = ['moderation', 'exemptions', 'cohosts', 'mute_all', 'share_screen', 'stop_screen'] as const;
const BOARD = ['add_page', 'rename_page', 'remove_page', 'open_page', 'clear_page', 'restore_page', 'lead'] as const;
const RECORDING = ['record', 'pause', 'resume', 'stop', 'consent'] as const;

test('view before + events = view read fresh, for any sequence of commands of the room by anybody', {
  timeout: 120_000,
}, async () => {
  const action = fc.constantFrom(...ACTIONS, ...MORE, ...MODERATION, ...BOARD, ...RECORDING);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(action, fc.nat({ max: 3 })), { minLength: 5, maxLength: 20 }), async (acts) => {
      const { id, host, amir, lotte, waiting, onlookers } = await newRoom(t);
      const people = [host, amir, lotte, waiting];
      for (const [what, index] of acts) {
        const who = people[index] ?? host;
        const room = (await oracle.readView(host, id))?.room;
        const [message, poll] = [room?.messages.at(-1)?.id ?? 1, room?.polls.at(-1)?.id ?? 1];
        const page = room?.board.pages.at(-1)?.id ?? 1;
        await oracle.watched(id, onlookers, () => act(what, { id, who, host, amir, message, poll, page }));
      }
    }),
    { numRuns: 10 },
  );
});

interface Act {
  id: number;
  who: Person;
  host: Person;
  amir: Person;
  message: number;
  poll: number;
  page: number;
}

type Action = (typeof ACTIONS | typeof MORE | typeof MODERATION | typeof BOARD | typeof RECORDING)[number];

/** What somebody tries; that they may not is one of the outcomes. */
function act(what: Action, { id, who, host, amir, message, poll, page }: Act) {
  const post = (url: string, body?: object) => ask(who, 'POST', `/api/sessions/${id}/${url}/`, body);
  switch (what) {
    case 'post':
      return post('messages', { text: `by @${who.username}` });
    case 'whisper':
      return post('messages', { text: 'psst', to: who === host ? amir.id : host.id });
    case 'edit':
      return ask(who, 'PATCH', `/api/messages/${message}/`, { text: `edited by ${who.username}` });
    case 'delete':
      return ask(who, 'DELETE', `/api/messages/${message}/`);
    case 'react':
      return ask(who, 'POST', `/api/messages/${message}/reactions/`, { emoji: '👍', on: who.id % 2 === 0 });
    case 'polls':
      return post('polls', { question: 'Ready?', options: ['Yes', 'No'], anonymous: message % 2 === 0 });
    case 'vote':
    case 'close':
    case 'show':
      return ask(who, 'POST', `/api/polls/${poll}/${what}/`, what === 'vote' ? { option: who.id % 2 } : undefined);
    case 'record':
      return post('recording/start');
    case 'pause':
    case 'resume':
    case 'stop':
      return post(`recording/${what}`);
    case 'consent': {
      const consent = { choice: message % 2 === 0 ? 'recorded' : 'not_recorded', hide_name: who.id % 2 === 0 };
      return ask(who, 'PUT', `/api/sessions/${id}/consent/`, consent);
    }
    case 'media_token':
      return post(what, { tab: `tab-of-${who.username}`, take_over: true });
    case 'moderation': {
      const on = message % 2 === 0;
      const edit = { door_open: on, screen_sharing: on ? 'many' : 'one', locks: { screen: on, hand: !on, board: on } };
      return ask(who, 'PATCH', `/api/sessions/${id}/moderation/`, edit);
    }
    case 'add_page':
      return post('board/pages', { name: `by ${who.username}` });
    case 'rename_page':
      return ask(who, 'PATCH', `/api/sessions/${id}/board/pages/${page}/`, { name: `of ${who.username}` });
    case 'remove_page':
      return ask(who, 'DELETE', `/api/sessions/${id}/board/pages/${page}/`);
    case 'open_page':
      return post(`board/pages/${page}/open`);
    case 'clear_page':
      return drawOn(origin, host, page, 'a').then(() => post(`board/pages/${page}/clear`));
    case 'restore_page':
      return post(`board/pages/${page}/restore`);
    case 'lead':
      return post('board/lead', { on: message % 3 > 0 });
    case 'exemptions':
      return post(what, { account_id: amir.id, right: 'screen', on: message % 2 === 0 });
    case 'cohosts':
      return ask(host, 'POST', `/api/sessions/${id}/cohosts/`, { account_id: who.id, on: message % 3 > 0 });
    case 'mute_all':
    case 'share_screen':
    case 'stop_screen':
    case 'raise_hand':
    case 'lower_hand':
    case 'give_word':
    case 'end_word':
    case 'lower_all_hands':
    case 'join_live':
    case 'leave_live':
      return post(what);
    default:
      return what satisfies never;
  }
}
