import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listTakes, type ManifestLine, openManifest, readManifest } from './manifest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-manifest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lines: ManifestLine[] = [
  { kind: 'take', take: 3, opened_at: 1_000.25 },
  {
    ...{ kind: 'clip', clip: 1, file: 'take-3/1.webm', account_id: 7, breakout_id: null },
    ...{ source: 'camera', codec: 'vp8', media_type: 'video/webm; codecs="vp8"', started_at: 1_200.5 },
  } as const,
  { kind: 'clip_ended', clip: 1, ended_at: 9_000, width: 1280, height: 720, size: 123_456 },
  { kind: 'spoke', account_id: 7, breakout_id: 5, from: 1_300, to: 1_900 },
  { kind: 'trouble', what: 'media_away', at: 5_000 },
  { kind: 'closed', at: 9_100, reason: 'stopped' },
];

test('what was written is read, also when the recorder was killed in the middle of a line', async () => {
  const manifest = openManifest(folder, 3);
  for (const line of lines) manifest.write(line);
  manifest.close();
  expect(await readManifest(folder, 3)).toEqual(lines);
  await appendFile(path.join(folder, 'take-3/manifest.jsonl'), '{"kind":"clip","cl');
  expect(await readManifest(folder, 3)).toEqual(lines);
});

test('takes are listed by number; a recording of which nothing was written has none', async () => {
  for (const take of [10, 2, 1]) openManifest(folder, take).close();
  expect(await listTakes(folder)).toEqual([1, 2, 10]);
  expect(await listTakes(path.join(folder, 'none'))).toEqual([]);
  expect(await readManifest(folder, 4)).toEqual([]);
});

test('a file outside of its take cannot be named', async () => {
  openManifest(folder, 1).close();
  const away = { ...lines[1], file: '../secret.webm' };
  await appendFile(path.join(folder, 'take-1/manifest.jsonl'), `${JSON.stringify(away)}\n`);
  expect(await readManifest(folder, 1)).toEqual([]);
});
