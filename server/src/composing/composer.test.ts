import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  beepsIn,
  colourAt,
  complaintsAbout,
  flashesIn,
  loudness,
  type MadeClips,
  makeClips,
  probe,
  samplesOf,
} from '#testing/made-clips.ts';
import { type ComposedClip, type Composing, createComposer, type Material } from './composer.ts';
import { createFfmpeg, NoFfmpeg } from './ffmpeg.ts';
import { placesOf } from './layout.ts';

const alone = { take: () => () => {} };
const composer = createComposer(createFfmpeg('ffmpeg', alone));
const never = new AbortController().signal;

let made: MadeClips;
let dir: string;
let material: Material;
let video: string;
let samples: Float32Array;
const progress: number[] = [];

/** Where in the picture each of these people is. */
function middleOf(people: number[], person: number, screen: number | null = null): [x: number, y: number] {
  const place = placesOf({
    screen: screen === null ? null : { person: screen, clip: 1 },
    people: people.map((one) => ({ person: one, clip: 1 })),
  }).find((one) => one.person === person && (one.kind === 'screen') === (person === screen));
  if (!place) throw new Error(`${person} is not in the picture`);
  return [place.x + place.width / 2, place.y + place.height / 2];
}

const RED = [254, 0, 0];
const BLUE = [0, 0, 254];
const GREEN = [0, 127, 0];
const close = (colour: number[], other: number[]) =>
  colour.every((value, index) => Math.abs(value - (other[index] ?? 0)) < 30);

beforeAll(async () => {
  made = await makeClips();
  dir = await mkdtemp(path.join(tmpdir(), 'lectern-composing-'));
  let id = 0;
  const clip = (
    person: number,
    source: ComposedClip['source'],
    from: number,
    to: number,
    file: string,
  ): ComposedClip => {
    id += 1;
    const media_type = file.endsWith('.mp4') ? 'video/mp4' : 'video/webm';
    return { id, person, source, from: from * 1_000, to: to * 1_000, path: file, media_type };
  };
  const moments = [3.4, 7.6, 9.6];
  // It began a little after the recording did, so all of it is at places between two frames.
  const later = 0.213;
  const whole = (values: number[]) => values.map((value) => value - later);
  material = {
    title: "Algebra: 'x' = 1; [a] %{b} \\ é",
    duration: 12_040,
    people: [
      { number: 1, name: "Ines 'O' %{pts}: [x]; =\\ Ñ", present: [{ from: 0, to: 12_040 }], spoke: [] },
      {
        number: 2,
        name: 'Юлия 陈',
        present: [
          { from: 2_000, to: 6_000 },
          { from: 8_000, to: 12_040 },
        ],
        spoke: [],
      },
      { number: 3, name: null, present: [{ from: 0, to: 12_040 }], spoke: [] },
    ],
    clips: [
      clip(
        1,
        'camera',
        later,
        12.213,
        await made.picture('1.webm', { seconds: 12, colour: 'red', flashes: whole(moments) }),
      ),
      clip(
        1,
        'microphone',
        later,
        12.213,
        await made.sound('2.webm', { seconds: 12, hertz: 1_000, beeps: whole(moments) }),
      ),
      clip(2, 'camera', 2, 6.3, await made.picture('3.mp4', { seconds: 4.3, colour: 'blue' })),
      clip(2, 'microphone', 2, 6, await made.sound('4.webm', { seconds: 4, hertz: 440 })),
      clip(2, 'camera', 8, 12, await made.picture('5.webm', { seconds: 4, colour: 'blue', size: '320x180' })),
      clip(2, 'microphone', 8, 12, await made.sound('6.webm', { seconds: 4, hertz: 440 })),
      clip(
        3,
        'screen',
        5,
        8,
        await made.changingPicture('7.webm', [
          { seconds: 1, colour: 'green', size: '1280x720' },
          { seconds: 1, colour: 'green', size: '640x480' },
          { seconds: 1, colour: 'green', size: '320x800' },
        ]),
      ),
    ],
  };
  video = await compose({ kind: 'video', onProgress: (done) => progress.push(done) });
  samples = await samplesOf(video);
});
afterAll(async () => {
  await made.close();
  await rm(dir, { recursive: true, force: true });
});

const compose = (options: Partial<Composing> = {}) =>
  composer.compose({
    kind: 'video',
    material,
    scratch: path.join(dir, 'scratch'),
    signal: never,
    onProgress: () => {},
    ...options,
  });

test('it is one sound MP4 of the size and length that it should be, and plays before all of it is there', async () => {
  const { duration, streams } = await probe(video);
  expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
  expect(streams[0]).toMatchObject({ width: 1280, height: 720, nb_read_frames: '301' });
  expect(Math.abs(duration - 12.04)).toBeLessThan(0.1);
  expect(await complaintsAbout(video)).toBe('');
  const bytes = await readFile(video);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
});

test('picture and sound are in step, and where they were', async () => {
  // Where this person is by then: in a grid, beside a screen whose size has just changed, and in a grid again.
  const places = [middleOf([1, 2, 3], 1), middleOf([1, 3], 1, 3), middleOf([1, 2, 3], 1)];
  const beeps = beepsIn(samples, 1_000);
  expect(beeps).toHaveLength(3);
  for (const [index, expected] of [3.4, 7.6, 9.6].entries()) {
    const flashes = await flashesIn(video, ...(places[index] ?? [0, 0]));
    const flash = flashes.reduce((near, one) => (Math.abs(one - expected) < Math.abs(near - expected) ? one : near), 0);
    expect(Math.abs(flash - expected)).toBeLessThan(0.05);
    expect(Math.abs((beeps[index] ?? 0) - flash)).toBeLessThan(0.08);
  }
});

test('each is seen while there, and who left is not; a screen comes first', async () => {
  const at = async (seconds: number, people: number[], person: number, screen: number | null = null) =>
    colourAt(video, seconds, ...middleOf(people, person, screen));
  expect(close(await at(1, [1, 3], 1), RED)).toBe(true);
  expect(close(await at(2.5, [1, 2, 3], 2), BLUE)).toBe(true);
  expect(close(await at(5.5, [1, 2, 3], 2, 3), BLUE)).toBe(true);
  expect(close(await at(5.5, [1, 2, 3], 3, 3), GREEN)).toBe(true);
  expect(close(await at(6.5, [1, 3], 3, 3), GREEN)).toBe(true);
  expect(close(await at(7.5, [1, 3], 3, 3), GREEN)).toBe(true);
  expect(close(await at(11, [1, 2, 3], 2), BLUE)).toBe(true);
  expect(close(await at(8.5, [1, 3], 1), RED)).toBe(false);
});

test('cards and names are there all the time, also when the size of a picture has changed', async () => {
  const card = placesOf({
    screen: { person: 3, clip: 1 },
    people: [1, 3].map((person) => ({ person, clip: null })),
  }).at(-1);
  if (!card) throw new Error('There is no card');
  for (const seconds of [6.5, 7.9]) {
    expect(close(await colourAt(video, seconds, card.x + 20, card.y + 20), [34, 43, 53])).toBe(true);
    // Not the background, which is dark too.
    expect((await colourAt(video, seconds, card.x + 20, card.y + 20))[2]).toBeGreaterThan(40);
  }
});

test('each is heard while there, and nobody else ever', () => {
  expect(loudness(samples, 440, 2.1, 5.9)).toBeGreaterThan(0.05);
  expect(loudness(samples, 440, 8.1, 11.9)).toBeGreaterThan(0.05);
  for (const [from, to] of [
    [0, 1.95],
    [6.05, 7.95],
  ] as const)
    expect(loudness(samples, 440, from, to)).toBeLessThan(0.002);
  expect(loudness(samples, 700, 0, 12)).toBeLessThan(0.002);
});

test('one tells how far it is, and never backwards', () => {
  expect(progress.length).toBeGreaterThan(3);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
  expect(progress.at(-1)).toBeLessThanOrEqual(1);
});

test('the sound alone is an M4A as long', async () => {
  const audio = await compose({ kind: 'audio', scratch: path.join(dir, 'audio') });
  const { duration, streams } = await probe(audio);
  expect(streams.map(({ codec_name }) => codec_name)).toEqual(['aac']);
  expect(Math.abs(duration - 12.04)).toBeLessThan(0.1);
  expect(audio).toMatch(/m4a$/);
  expect(await complaintsAbout(audio)).toBe('');
});

test('broken off, it goes on with the pieces that were done; with other material it begins anew', async () => {
  const scratch = path.join(dir, 'broken-off');
  const stop = new AbortController();
  const onProgress = (done: number) => {
    if (done > 0.4) stop.abort(new Error('stopped'));
  };
  await expect(compose({ scratch, signal: stop.signal, onProgress })).rejects.toThrow('stopped');
  const first = path.join(scratch, 'scene-0.mp4');
  const long_ago = new Date(1_000_000_000_000);
  await utimes(first, long_ago, long_ago);
  const again = await compose({ scratch });
  expect(await complaintsAbout(again)).toBe('');
  expect((await stat(first)).mtime).toEqual(long_ago);
  expect((await readdir(scratch)).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  await compose({ scratch, material: { ...material, duration: 6_000 } });
  expect((await stat(first)).mtime).not.toEqual(long_ago);
});

test('a poster shows people', async () => {
  const poster = await composer.makePoster(material, path.join(dir, 'poster'), never);
  const { streams } = await probe(poster ?? '');
  expect(streams[0]).toMatchObject({ codec_name: 'mjpeg', width: 640, height: 360 });
  const nobody = { ...material, clips: material.clips.filter(({ source }) => source === 'microphone') };
  expect(await composer.makePoster(nobody, path.join(dir, 'poster'), never)).toBeNull();
});

test('without an ffmpeg, or with one that cannot write H.264, it says so before anything is begun', async () => {
  for (const program of ['no-such-program', 'true']) {
    const without = createComposer(createFfmpeg(program, alone));
    const scratch = path.join(dir, 'without');
    const composing = without.compose({ kind: 'video', material, scratch, signal: never, onProgress: () => {} });
    await expect(composing).rejects.toThrow(NoFfmpeg);
    expect(await stat(scratch).catch(() => null)).toBeNull();
  }
});
