import { SessionView } from '@lectern/contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createEventLog } from '#events/log.ts';
import { buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';
import { createClearing } from './clearing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

let id: number;
let ines: Person;
let page: number;
let drawing: Y.Doc;
beforeEach(async () => {
  const made = await t.newClass({ learners: 0 });
  [id, ines] = [made.id, made.creator];
  page = (await board())?.open_page_id ?? 0;
  drawing = new Y.Doc();
});

const board = async () =>
  SessionView.parse((await t.request(ines, 'GET', `/api/sessions/${id}/view/`)).json()).room?.board;
const actor = () => ({ id: ines.id, is_admin: false });
const draw = (element: string) => drawing.getMap('elements').set(element, new Y.Map([['base', { id: element }]]));
const shown = () =>
  [...drawing.getMap<Y.Map<unknown>>('elements')].flatMap(([one, map]) => (map.has('gone') ? [] : [one]));
const log = () => createEventLog({ db: t.db, now: () => new Date(), publish: () => {} });
/** Clears by itself, or dies right after the drawing was changed. */
const clearing = (dies = false) =>
  createClearing({
    db: t.db,
    log: log(),
    async editDrawing(_page_id, change) {
      change(drawing);
      if (dies) throw new Error('The server is gone');
    },
  });

test('a page is cleared and restored, and the log tells it', async () => {
  draw('a');
  expect((await clearing().clear(actor(), id, page)).cleared).toEqual([{ page_id: page, clear_id: 1 }]);
  expect(shown()).toEqual([]);
  expect((await clearing().restore(actor(), id, page)).cleared).toEqual([]);
  expect(shown()).toEqual(['a']);
  await expect(clearing().restore(actor(), id, page)).rejects.toMatchObject({ code: 'nothing_to_restore' });
  const { rows } = await t.db.orm.execute<{ type: string }>(
    `select type from session_event where session_id = ${id} and type like 'board.%' order by seq`,
  );
  expect(rows.map(({ type }) => type)).toEqual(['board.page_cleared', 'board.page_restored']);
});

test('clearing twice takes nothing from the one who wants it back', async () => {
  draw('a');
  await clearing().clear(actor(), id, page);
  expect((await clearing().clear(actor(), id, page)).cleared).toEqual([{ page_id: page, clear_id: 1 }]);
  await clearing().restore(actor(), id, page);
  expect(shown()).toEqual(['a']);
});

test('two hosts at once clear it once, and it can be taken back', async () => {
  draw('a');
  await Promise.all([clearing().clear(actor(), id, page), clearing().clear(actor(), id, page)]);
  expect(shown()).toEqual([]);
  await clearing().restore(actor(), id, page);
  expect(shown()).toEqual(['a']);
  expect((await board())?.cleared).toEqual([]);
});

test('of two at once the one that is told of last is not the older one', async () => {
  draw('a');
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  const slow = createClearing({
    db: t.db,
    log: log(),
    async editDrawing(_page_id, change) {
      change(drawing);
      await told;
    },
  }).clear(actor(), id, page);
  await expect.poll(shown).toEqual([]);
  draw('b');
  await clearing().clear(actor(), id, page);
  tell();
  expect((await slow).cleared).toEqual([{ page_id: page, clear_id: 2 }]);
});

test('a server that dies between the drawing and the log leaves nothing that cannot be taken back', async () => {
  draw('a');
  await expect(clearing(true).clear(actor(), id, page)).rejects.toThrow('The server is gone');
  expect(shown()).toEqual([]);
  expect((await board())?.cleared).toEqual([]);
  await clearing().clear(actor(), id, page);
  await expect(clearing(true).restore(actor(), id, page)).rejects.toThrow('The server is gone');
  expect(shown()).toEqual(['a']);
  await clearing().restore(actor(), id, page);
  expect(shown()).toEqual(['a']);
});

test('likewise where an earlier clearing could still be taken back', async () => {
  draw('a');
  await clearing().clear(actor(), id, page);
  draw('b');
  await expect(clearing(true).clear(actor(), id, page)).rejects.toThrow('The server is gone');
  expect((await board())?.cleared).toEqual([{ page_id: page, clear_id: 1 }]);
  await clearing().restore(actor(), id, page);
  expect(shown()).toEqual(['b']);
});
