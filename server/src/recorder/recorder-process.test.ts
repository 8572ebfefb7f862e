import { statfsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type CapturedClass, openCapturedClass } from '#testing/captured-class.ts';
import type { PublishedTrack } from '#testing/media-publisher.ts';
import { probe } from '#testing/probe.ts';
import { beepingMicrophone, flashingCamera } from '#testing/recorded-room.ts';
import { mayHaveSmallDisk, withSmallDisk } from '#testing/small-disk.ts';
import { listTakes } from './manifest.ts';
import { mendClip } from './mend-clip.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };

let c: CapturedClass;
let tracks: PublishedTrack[];
beforeAll(async () => {
  tracks = await Promise.all([flashingCamera(), beepingMicrophone()]);
});
beforeEach(async () => {
  c = await openCapturedClass();
});
afterEach(() => c.close());

/** Until all four tracks have so many bytes in this take. */
const untilWritten = (take: number, bytes: number) =>
  vi.waitFor(async () => {
    const grown = (await c.clips(take)).filter((clip) => statSync(clip.path).size > bytes);
    expect(grown).toHaveLength(4);
  }, PATIENCE);

test('killed five times, each time another recorder goes on, and all that was written plays', async () => {
  await c.begin(tracks);
  const kills = 5;
  for (let take = 1; take <= kills; take++) {
    await untilWritten(take, 4_000 + take * 1_500);
    process.kill(await c.recorderPid(take), 'SIGKILL');
    for (const clip of await c.clips(take)) {
      // As it was left, and mended: what was flushed a second before is in it.
      expect((await probe(clip.path)).errors).not.toMatch(/Invalid data/);
      expect((await mendClip(clip.path))?.duration).toBeGreaterThan(100);
      expect((await probe(clip.path)).errors).toBe('');
    }
  }
  await untilWritten(kills + 1, 10_000);
  await c.command('recording/stop');
  await vi.waitFor(async () => expect((await c.latest()).state).toBe('ready'), PATIENCE);
  expect(await c.latest()).toMatchObject({ interruptions: kills, stopped: 'host' });
  expect(await listTakes(await c.folder())).toHaveLength(kills + 1);
  for (const clip of await c.clips(kills + 1)) expect(clip.ended_at).not.toBeNull();
});

test('a pause in the middle is in no file, and the stop ends the last ones', async () => {
  await c.begin(tracks);
  await untilWritten(1, 10_000);
  await c.command('recording/pause');
  await vi.waitFor(async () => expect((await c.clips(1)).every((clip) => clip.ended_at !== null)).toBe(true), PATIENCE);
  await c.command('recording/resume');
  await vi.waitFor(async () => expect(await c.clips(1)).toHaveLength(8), PATIENCE);
  await c.command('recording/stop');
  await vi.waitFor(async () => expect((await c.latest()).state).toBe('ready'), PATIENCE);
  const log = await c.db.orm.execute<{ type: string; at: string }>(
    `select type, at from session_event where session_id = ${c.session_id} and type like 'recording.%' order by seq`,
  );
  const at = (type: string) => Date.parse(log.rows.find((row) => row.type === type)?.at ?? '');
  for (const clip of await c.clips(1)) {
    const before = clip.clip <= 4;
    expect(clip.started_at).toBeGreaterThanOrEqual(at(before ? 'recording.started' : 'recording.resumed'));
    expect(clip.ended_at).toBeLessThanOrEqual(at(before ? 'recording.paused' : 'recording.stopped'));
  }
  expect((await c.manifest(1)).at(-1)).toMatchObject({ kind: 'closed', reason: 'stopped' });
});

test.runIf(await mayHaveSmallDisk())(
  'a full disk ends the recording, says so, and what was written before is whole',
  async () => {
    await withSmallDisk(c.recordingsDir, async () => {
      await c.begin(tracks);
      await untilWritten(1, 10_000);
      const { bavail, bsize } = statfsSync(c.recordingsDir);
      writeFileSync(path.join(c.recordingsDir, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - 300_000)));
      await vi.waitFor(async () => expect(await c.phase()).toBeNull(), PATIENCE);
      const lines = await c.manifest(1);
      expect(lines.at(-1)).toMatchObject({ kind: 'closed', reason: 'disk_full' });
      expect(lines.filter((line) => line.kind === 'trouble')).toMatchObject([{ what: 'disk_full' }]);
      for (const clip of await c.clips(1)) {
        expect(clip.ended_at).not.toBeNull();
        expect((await probe(clip.path)).errors).toBe('');
      }
      await vi.waitFor(async () => expect((await c.latest()).state).toBe('ready'), PATIENCE);
      expect((await c.latest()).stopped).toBe('disk_full');
    });
  },
);
