import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openManifest } from '#recorder/manifest.ts';
import { readCaptured } from './clips.ts';

const AT = Date.parse('2026-01-01T10:00:00.000Z');
const SPANS = [{ started_at: new Date(AT).toISOString(), ended_at: new Date(AT + 60_000).toISOString() }];
const SOUND = { source: 'microphone', codec: 'opus', media_type: 'audio/webm; codecs=opus' } as const;
const WHOLE = { duration: 5_000, width: null, height: null, size: 5 };

/** A take of three clips that were left open, and a line that nobody understands. */
async function take(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-captured-'));
  const manifest = openManifest(folder, 1);
  for (const clip of [1, 2, 3]) {
    const file = `take-1/${clip}.webm`;
    writeFileSync(path.join(folder, file), 'sound');
    manifest.write({ kind: 'clip', clip, file, account_id: clip, breakout_id: null, started_at: AT, ...SOUND });
    if (clip === 1) appendFileSync(path.join(folder, 'take-1/manifest.jsonl'), '{"kind":"what"}\nno line\n');
  }
  manifest.close();
  return folder;
}

test('a clip that cannot be made sense of is left out, and so is a line; all else is there', async () => {
  const folder = await take();
  const captured = await readCaptured(folder, SPANS, async (file) => {
    if (file.endsWith('/2.webm')) throw new RangeError('The head is out of range');
    return WHOLE;
  });
  expect(captured.clips.map(({ account_id }) => account_id)).toEqual([1, 3]);
  expect(captured.missing).toBe(1);
  await rm(folder, { recursive: true });
});

test('a clip is of the room that its manifest names, and of the main room where an older one names none', async () => {
  const folder = await take();
  const manifest = path.join(folder, 'take-1/manifest.jsonl');
  writeFileSync(path.join(folder, 'take-1/4.webm'), 'sound');
  const clip = { kind: 'clip', clip: 4, file: 'take-1/4.webm', account_id: 4, started_at: AT, ...SOUND };
  const spoke = { kind: 'spoke', account_id: 4, from: AT, to: AT + 1_000 };
  const lines = [{ ...clip, breakout_id: 9 }, spoke, { ...spoke, breakout_id: 9 }];
  appendFileSync(manifest, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('"breakout_id":null,', ''));
  const captured = await readCaptured(folder, SPANS, async () => WHOLE);
  expect(captured.clips.map(({ account_id, breakout_id }) => [account_id, breakout_id])).toEqual([
    ...[1, 2, 3].map((account_id) => [account_id, null]),
    [4, 9],
  ]);
  expect(captured.spoke.map(([account_id, , , breakout_id]) => [account_id, breakout_id])).toEqual([
    [4, undefined],
    [4, 9],
  ]);
  await rm(folder, { recursive: true });
});

test('where the disk does not answer nothing is left out: it is tried again', async () => {
  const folder = await take();
  const away = Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
  await expect(readCaptured(folder, SPANS, () => Promise.reject(away))).rejects.toBe(away);
  await rm(folder, { recursive: true });
});
