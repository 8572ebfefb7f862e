import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  beepsIn,
  complaintsAbout,
  flashesIn,
  type MadeClips,
  makeClips,
  probe,
  samplesOf,
} from '#testing/made-clips.ts';
import { asRecorderWrites } from '#testing/recorder-clips.ts';
import { createComposer, type Material } from './composer.ts';
import { createFfmpeg } from './ffmpeg.ts';
import { placesOf } from './layout.ts';

/** How long after a file's time 0 its first frame comes. */
const LATE = 137.4;
const moments = [0, 1, 2, 3].map((turn) => 4 * turn + 2.6);

let made: MadeClips;
beforeAll(async () => {
  made = await makeClips();
});
afterAll(() => made.close());

test('clips as a recorder writes them stay in step through many scenes that begin anywhere in them', async () => {
  const in_dir = (name: string) => path.join(made.dir, name);
  const picture = await made.picture('made.webm', { seconds: 18, colour: 'red', flashes: moments });
  const sound = await made.sound('heard.webm', { seconds: 18, hertz: 1_000, beeps: moments });
  const camera = await asRecorderWrites(picture, in_dir('camera.webm'), LATE);
  const microphone = await asRecorderWrites(sound, in_dir('microphone.webm'), LATE);
  // Somebody else turns the camera on and off, and each time all that is seen is put together anew.
  const toggled = [0, 1, 2, 3, 4].map((turn) => ({
    id: 10 + turn,
    person: 2,
    source: 'camera' as const,
    from: 3_000 * turn + 1_713,
    to: 3_000 * turn + 2_909,
    path: camera,
    media_type: 'video/webm',
  }));
  const present = [{ from: 0, to: 17_000 }];
  const material: Material = {
    title: 'Algebra',
    duration: 17_000,
    people: [1, 2].map((number) => ({ number, name: `P${number}`, present, spoke: [] })),
    clips: [
      { id: 1, person: 1, source: 'camera', from: 500, to: 17_000, path: camera, media_type: 'video/webm' },
      { id: 2, person: 1, source: 'microphone', from: 500, to: 17_000, path: microphone, media_type: 'audio/webm' },
      ...toggled,
    ],
  };
  const whole = await createComposer(createFfmpeg('ffmpeg', { take: () => () => {} })).compose({
    kind: 'video',
    material,
    scratch: in_dir('scratch'),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  expect(await complaintsAbout(whole)).toBe('');
  expect((await probe(whole)).duration).toBeCloseTo(17, 1);
  const [place] = placesOf({ screen: null, people: [1, 2].map((person) => ({ person, clip: 1 })) });
  if (!place) throw new Error('Nobody is in the picture');
  const flashes = await flashesIn(whole, place.x + place.width / 2, place.y + place.height / 2);
  const beeps = beepsIn(await samplesOf(whole), 1_000);
  const expected = moments.map((moment) => moment + 0.5 + LATE / 1_000);
  expect([flashes.length, beeps.length]).toEqual([expected.length, expected.length]);
  for (const [index, at] of expected.entries()) {
    expect(Math.abs((flashes[index] ?? 0) - at)).toBeLessThan(0.04);
    expect(Math.abs((beeps[index] ?? 0) - (flashes[index] ?? 0))).toBeLessThan(0.08);
  }
});
