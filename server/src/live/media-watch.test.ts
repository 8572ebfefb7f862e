import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import { createServices } from '#services.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';
import { createMediaWatch } from './media-watch.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.close());

test('whoever asks for a look gets one that begins after they asked, however late in another they do', async () => {
  const { db, media } = t;
  const { id } = await t.newClass();
  let looks = 0;
  let onRead = () => {};
  const { log } = createServices({
    db,
    media,
    now: () => new Date(),
    filesDir: 'none',
    recordings: { folder: 'none', bucket: null },
    publish: () => {},
    broadcastReaction: () => {},
    broadcastExpectedMoves: () => {},
    enforceRights: async () => {},
    editDrawing: async () => {},
    bringNotes: async () => false,
    forgetDrawing: async () => {},
    onMediaError: () => {},
    onError: () => {},
  });
  const watch = createMediaWatch({
    db,
    log,
    media: {
      ...media,
      people: async () => {
        looks += 1;
        return [];
      },
    },
    roomsOf: async (session_id) => [mainRoom(session_id)],
    now: () => new Date(),
    sourcesIn: async () => {
      onRead();
      return () => [];
    },
    stopLostScreen: async () => {},
    onMediaError: () => {},
  });

  for (let later = 0; later < 20; later += 1) {
    const asked = Promise.withResolvers<number>();
    onRead = () => {
      onRead = () => {};
      void askLater(later);
    };
    async function askLater(steps: number): Promise<void> {
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      const before = looks;
      await watch.look(id);
      asked.resolve(looks - before);
    }
    await watch.look(id);
    expect(await asked.promise, `${later} steps later`).toBe(1);
  }
});
