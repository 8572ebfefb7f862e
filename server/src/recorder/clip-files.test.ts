import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeH264, makeOpus, makeVp8 } from '#testing/made-media.ts';
import { probe } from '#testing/probe.ts';
import type { ClipFile, ClipFrame } from './clip-file.ts';
import { type ClipTarget, createFileTarget, DiskFull } from './clip-target.ts';
import { createH264Assembly } from './h264-frames.ts';
import { mendClip } from './mend-clip.ts';
import { createMp4Clip } from './mp4-clip.ts';
import { createWebmClip } from './webm-clip.ts';

const SECONDS = 6;
const picture = { size: '320x240', fps: 25, seconds: SECONDS, keys: 50 };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-clips-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Made {
  frames: ClipFrame[];
  create(target: ClipTarget): ClipFile;
}

const kinds = {
  'vp8.webm': async (): Promise<Made> => ({
    frames: (await makeVp8(picture)).map((frame, index) => ({ ...frame, at: index * 40 })),
    create: (target) => createWebmClip(target, { codec: 'vp8', width: 320, height: 240, setup: null }),
  }),
  'opus.webm': async (): Promise<Made> => ({
    frames: (await makeOpus({ seconds: SECONDS, source: 'sine' })).map((data, index) => ({
      data,
      key: true,
      at: index * 20,
    })),
    create: (target) => createWebmClip(target, { codec: 'opus' }),
  }),
  'h264.mp4': async (): Promise<Made> => {
    const assemble = createH264Assembly();
    const pictures = (await makeH264(picture)).flatMap(({ units }) => {
      const made = assemble(units);
      return typeof made === 'string' ? [] : [made];
    });
    const setup = pictures[0]?.setup ?? Buffer.alloc(0);
    return {
      frames: pictures.map(({ data, key }, index) => ({ data, key, at: index * 40 })),
      create: (target) => createMp4Clip(target, { width: 320, height: 240, setup }),
    };
  },
};

describe.each(Object.entries(kinds))('%s', (name, make) => {
  let made: Made;
  beforeAll(async () => {
    made = await make();
  });

  /** Writes half a second at a time. */
  function write(file: string): ClipFile {
    const clip = made.create(createFileTarget(file, 'wx'));
    for (const [index, frame] of made.frames.entries()) {
      clip.add(frame);
      if (index % 12 === 11) clip.flush();
    }
    return clip;
  }

  test('a finished one decodes, knows its length, and can be sought in', async () => {
    const file = path.join(folder, `finished-${name}`);
    const { size } = write(file).finish(SECONDS * 1_000);
    expect((await readFile(file)).length).toBe(size);
    const found = await probe(file);
    expect(found.errors).toBe('');
    expect(found.packets).toBe(made.frames.length);
    expect(found.duration).toBeCloseTo(SECONDS, 1);
    expect(await mendClip(file)).toMatchObject({ duration: SECONDS * 1_000, size });
  });

  test('a killed one plays as far as it was flushed, and mended it is like a finished one', async () => {
    const file = path.join(folder, `killed-${name}`);
    write(file).abandon();
    const flushed = Math.floor(made.frames.length / 12) * 12;
    const killed = await probe(file);
    expect(killed).toMatchObject({ errors: '', packets: flushed });
    // Killed in the middle of a write, and mended by one that was killed itself.
    const bytes = await readFile(file);
    await appendFile(file, bytes.subarray(-300, -3));
    const mended = await mendClip(file);
    expect(mended?.duration).toBeCloseTo((made.frames[flushed - 1]?.at ?? 0) + 20, -2);
    expect(await probe(file)).toMatchObject({ errors: '', packets: flushed });
    const once = await readFile(file);
    expect(await mendClip(file)).toEqual(mended);
    expect((await readFile(file)).equals(once)).toBe(true);
  });

  test('killed anywhere, what is mended decodes', async () => {
    const file = path.join(folder, `cut-${name}`);
    write(file).abandon();
    const bytes = await readFile(file);
    for (const share of [0.31, 0.62, 0.93]) {
      const cut = path.join(folder, `cut-${share}-${name}`);
      await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(await mendClip(cut)).not.toBeNull();
      expect((await probe(cut)).errors).toBe('');
    }
    const nothing = path.join(folder, `nothing-${name}`);
    await writeFile(nothing, bytes.subarray(0, 40));
    expect(await mendClip(nothing)).toBeNull();
  });

  test('one for which the disk has no more room is whole without what did not fit', async () => {
    const file = path.join(folder, `full-${name}`);
    const target = createFileTarget(file, 'wx');
    let room = 150_000;
    const clip = made.create({
      ...target,
      append(pieces) {
        room -= pieces.reduce((sum, piece) => sum + piece.length, 0);
        if (room < 0) throw new DiskFull();
        target.append(pieces);
      },
    });
    expect(() => {
      for (let round = 0; round < 20; round++) {
        for (const [index, frame] of made.frames.entries()) {
          clip.add({ ...frame, at: frame.at + round * (SECONDS + 1) * 1_000 });
          if (index % 12 === 11) clip.flush();
        }
      }
    }).toThrow(DiskFull);
    room = 1_000_000;
    clip.finish(2_000);
    const found = await probe(file);
    expect(found.errors).toBe('');
    expect(found.packets).toBeGreaterThanOrEqual(12);
  });
});
