import { pageDocument, type Span } from '@lectern/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { attachRecording, detachRecording, forgetRecordedUpdates } from '#documents/recording.ts';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';
import { makeBoardTrack } from './board-track.ts';
import { buildBoardTracks } from './board-tracks.ts';
import { listRecordedPages } from './store.ts';

/** What a track holds: the milliseconds of its entries, and the page as it is at the end. */
function readTrack(bytes: Uint8Array): { times: number[]; page: Record<string, unknown> } {
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('LBT1');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const page = new Y.Doc();
  const times: number[] = [];
  for (let offset = 4; offset < bytes.length; ) {
    times.push(view.getUint32(offset, true));
    const length = view.getUint32(offset + 4, true);
    Y.applyUpdate(page, bytes.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return { times, page: page.getMap('test').toJSON() };
}

describe('a track', () => {
  function drawn(...keys: [at: number, key: string][]): { at: number; data: Uint8Array }[] {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    return keys.map(([at, key], index) => {
      doc.getMap('test').set(key, index);
      return { at, data: updates.at(-1) ?? new Uint8Array() };
    });
  }

  test('has one entry for what came close together, in order', () => {
    const track = makeBoardTrack(drawn([0, 'a'], [100, 'b'], [249, 'c'], [250, 'd'], [900, 'e']));
    expect(readTrack(track?.bytes ?? new Uint8Array())).toEqual({
      times: [0, 250, 900],
      page: { a: 0, b: 1, c: 2, d: 3, e: 4 },
    });
    expect([track?.from, track?.to]).toEqual([0, 900]);
  });

  test('leaves out what is in it already, and what cannot be read, and never goes back in time', () => {
    const one = drawn([0, 'a'], [1_000, 'b'], [900, 'c']);
    const track = makeBoardTrack([...one, ...one, { at: 3_000, data: new Uint8Array([255, 255, 255]) }]);
    expect(readTrack(track?.bytes ?? new Uint8Array())).toEqual({ times: [0, 1_000], page: { a: 0, b: 1, c: 2 } });
    expect(makeBoardTrack([])).toBeNull();
  });
});

describe('of a recording', () => {
  let t: TestApp;
  let room: DocumentRoom;
  beforeAll(async () => {
    t = await buildTestApp();
    room = await openDocumentRoom(t);
  });
  afterEach(() => room.cutAll());
  afterAll(() => t.close());

  async function recordedRoom() {
    const held = await room.running();
    const page_id = await room.firstPage(held);
    const drawer = room.openAs(held.learner, pageDocument(page_id));
    await synced(drawer);
    const { rows } = await t.db.orm.execute<{ id: number }>(
      `insert into recording (session_id, state, phase, requested_at) values (${held.id}, 'recording', 'recording', now()) returning id`,
    );
    const recording_id = rows[0]?.id ?? 0;
    const draw = async (key: string) => {
      const acks = drawer.acks;
      drawer.set(key, 1);
      await expect.poll(() => drawer.acks, PATIENCE).toBe(acks + 1);
    };
    const attach = () => t.db.transact((tx) => attachRecording(tx, recording_id, t.clock.now));
    const detach = () => t.db.transact((tx) => detachRecording(tx, recording_id));
    const files = new Map<string, Uint8Array>();
    const build = (spans: Span[]) =>
      buildBoardTracks({
        db: t.db,
        recording_id,
        spans,
        write: async (file, bytes) => void files.set(file, bytes),
      });
    return { page_id, recording_id, drawer, draw, attach, detach, files, build };
  }

  test('is what was there at its start and was drawn in it; in a pause it stands still, and goes on with what came of it', async () => {
    const { page_id, recording_id, draw, attach, detach, files, build } = await recordedRoom();
    const start = t.clock.now.getTime();
    const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
    const later = (milliseconds: number) => t.clock.forward(start + milliseconds - t.clock.now.getTime());
    await draw('before');
    await attach();
    later(1_000);
    await draw('first');
    await attach();
    later(2_000);
    await detach();
    await draw('paused');
    const middle = [{ started_at: at(0), ended_at: at(2_000) }];
    await build(middle);
    expect(readTrack(files.get(`board/${page_id}.lbt`) ?? new Uint8Array()).page).toEqual({ before: 1, first: 1 });
    later(10_000);
    await attach();
    later(11_000);
    await draw('second');
    await detach();
    await draw('after');
    const spans = [...middle, { started_at: at(10_000), ended_at: at(11_500) }];
    const size = await build(spans);
    expect(await build(spans)).toBe(size);
    const bytes = files.get(`board/${page_id}.lbt`) ?? new Uint8Array();
    expect(readTrack(bytes)).toEqual({
      times: [0, 1_000, 2_000, 3_000],
      page: { before: 1, first: 1, paused: 1, second: 1 },
    });
    expect(await listRecordedPages(t.db.orm, recording_id)).toEqual([
      { recording_id, page_id, file: `board/${page_id}.lbt`, from_ms: 0, to_ms: 3_000, size },
    ]);
    await forgetRecordedUpdates(t.db.orm, recording_id);
    expect(await build(spans)).toBe(0);
  });

  test("a breakout's page is kept only where breakouts are recorded, and not any more once they are not", async () => {
    const { page_id, draw, attach, files, build } = await recordedRoom();
    const spans = [{ started_at: new Date(0).toISOString(), ended_at: new Date(9e12).toISOString() }];
    await t.db.orm.execute(`with room as (
      insert into breakout (session_id, name) select session_id, 'Room 1' from board_page where id = ${page_id} returning id
    ) update board_page set breakout_id = room.id from room where board_page.id = ${page_id}`);
    const recordBreakouts = (on: boolean) =>
      t.db.orm.execute(`update session set breakouts_recorded = ${on} where id in
        (select session_id from board_page where id = ${page_id})`);
    await attach();
    await draw('unseen');
    expect(await build(spans)).toBe(0);
    await recordBreakouts(true);
    await attach();
    await draw('seen');
    await recordBreakouts(false);
    await attach();
    await draw('after');
    await build(spans);
    const { page } = readTrack(files.get(`board/${page_id}.lbt`) ?? new Uint8Array());
    expect(page).toEqual({ unseen: 1, seen: 1 });
  });

  test('is kept only while it runs, whoever asks', async () => {
    const { recording_id, draw, attach, files, build } = await recordedRoom();
    await t.db.orm.execute(`update recording set phase = 'paused' where id = ${recording_id}`);
    await attach();
    await draw('unseen');
    await build([{ started_at: new Date(0).toISOString(), ended_at: new Date(1).toISOString() }]);
    expect(files.size).toBe(0);
  });
});
