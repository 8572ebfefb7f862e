import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEIGHT, placesOf, WIDTH } from './layout.ts';
import { BESIDE, type ComposedPerson, frameOf, GRID, type PictureClip, type Scene, scenesOf } from './scenes.ts';

const s = (from: number, to: number) => ({ from: from * 1_000, to: to * 1_000 });
const person = (number: number, present: [number, number][], spoke: [number, number][] = []): ComposedPerson => ({
  number,
  name: `P${number}`,
  present: present.map(([from, to]) => s(from, to)),
  spoke: spoke.map(([from, to]) => s(from, to)),
});
let ids = 0;
const clip = (of: number, from: number, to: number, source: PictureClip['source'] = 'camera'): PictureClip => {
  ids += 1;
  return { id: ids, person: of, source, ...s(from, to) };
};

/** A scene as one reads it: seconds, the screen's person, and who is shown: with a picture, or as (a card). */
const read = ({ from, to, screen, people }: Scene) => {
  const tiles = people.map((tile) => (tile.clip === null ? `(${tile.person})` : String(tile.person)));
  return `${from / 25}-${to / 25} ${screen ? `[${screen.person}] ` : ''}${tiles.join(' ')}`.trim();
};

test.each<[string, { duration: number; people: ComposedPerson[]; clips: PictureClip[] }, string[]]>([
  ['nobody', { duration: 10, people: [], clips: [] }, ['0-10']],
  ['one with a camera', { duration: 10, people: [person(1, [[0, 10]])], clips: [clip(1, 0, 10)] }, ['0-10 1']],
  [
    'a camera is turned off and on',
    { duration: 10, people: [person(1, [[0, 10]])], clips: [clip(1, 0, 3), clip(1, 6, 10)] },
    ['0-3 1', '3-6 (1)', '6-10 1'],
  ],
  [
    'somebody leaves and returns: nobody who left is shown, though a clip of theirs goes on a little',
    {
      duration: 10,
      people: [
        person(1, [[0, 10]]),
        person(2, [
          [0, 4],
          [6, 10],
        ]),
      ],
      clips: [clip(2, 0, 4.5), clip(2, 6, 10)],
    },
    ['0-4 (1) 2', '4-6 (1)', '6-10 (1) 2'],
  ],
  [
    'a screen comes first, the newest of two',
    {
      duration: 10,
      people: [person(1, [[0, 10]]), person(2, [[0, 10]])],
      clips: [clip(1, 0, 10), clip(1, 2, 8, 'screen'), clip(2, 4, 6, 'screen')],
    },
    ['0-2 1 (2)', '2-4 [1] 1 (2)', '4-6 [2] 1 (2)', '6-8 [1] 1 (2)', '8-10 1 (2)'],
  ],
  [
    'a clip is followed by another one at once',
    { duration: 10, people: [person(1, [[0, 10]])], clips: [clip(1, 0, 5), clip(1, 5, 10)] },
    ['0-5 1', '5-10 1'],
  ],
  [
    'of more than fit beside a screen those who speak are shown, and then those who were',
    {
      duration: 30,
      people: [
        ...[1, 2, 3, 4].map((one) => person(one, [[0, 30]])),
        person(5, [[0, 30]], [[12, 14]]),
        person(6, [[0, 30]]),
      ],
      clips: [clip(1, 0, 30, 'screen'), clip(6, 0, 30)],
    },
    ['0-10 [1] (1) (2) (3) 6', '10-30 [1] (1) (2) (5) 6'],
  ],
])('%s', (_name, { duration, people, clips }, expected) => {
  expect(scenesOf({ duration: duration * 1_000, people, clips }).map(read)).toEqual(expected);
});

const stretch = fc.tuple(fc.nat(60_000), fc.nat(60_000)).map(([one, other]) => ({
  from: Math.min(one, other),
  to: Math.max(one, other),
}));
const anyPerson = (number: number) =>
  fc.record({
    number: fc.constant(number),
    name: fc.constant(null),
    present: fc.array(stretch, { maxLength: 3 }),
    spoke: fc.array(stretch, { maxLength: 5 }),
  });
const scenery = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    duration: fc.nat(60_000),
    people: fc.tuple(...Array.from({ length: count }, (_, index) => anyPerson(index + 1))),
    clips: fc
      .array(
        fc.record({
          person: fc.integer({ min: 1, max: count }),
          source: fc.constantFrom('camera' as const, 'screen' as const),
          when: stretch,
        }),
        { maxLength: 30 },
      )
      .map((clips) => clips.map(({ person, source, when }, id) => ({ id, person, source, ...when }))),
  }),
);

test('scenes cover the whole without gap or overlap, and each shows only who was there and clips that run', () => {
  fc.assert(
    fc.property(scenery, ({ duration, people, clips }) => {
      const scenes = scenesOf({ duration, people, clips });
      const ends = [0, ...scenes.map(({ to }) => to)];
      expect(scenes.map(({ from }) => from)).toEqual(ends.slice(0, -1));
      expect(ends.at(-1)).toBe(frameOf(duration));
      for (const scene of scenes) {
        expect(scene.to).toBeGreaterThan(scene.from);
        expect(scene.people.length).toBeLessThanOrEqual(scene.screen ? BESIDE : GRID);
        for (const { person, clip } of [...scene.people, ...(scene.screen ? [scene.screen] : [])]) {
          const there = people.find(({ number }) => number === person)?.present ?? [];
          const runs = (one: { from: number; to: number }, frame: number) =>
            frameOf(one.from) <= frame && frameOf(one.to) > frame;
          for (const frame of [scene.from, Math.floor((scene.from + scene.to) / 2), scene.to - 1]) {
            expect(there.some((one) => runs(one, frame))).toBe(true);
            const shown = clips.find(({ id }) => id === clip);
            if (shown) expect(shown.person === person && runs(shown, frame)).toBe(true);
          }
        }
      }
    }),
  );
});

test('all of a scene is inside the picture, in even numbers, and nothing lies on another', () => {
  for (let count = 0; count <= GRID; count += 1) {
    for (const screen of [null, { person: 1, clip: 1 }]) {
      const people = Array.from({ length: Math.min(count, screen ? BESIDE : GRID) }, (_, index) => ({
        person: index + 1,
        clip: null,
      }));
      const places = placesOf({ screen, people });
      expect(places).toHaveLength(people.length + (screen ? 1 : 0));
      for (const one of places) {
        expect([one.x, one.y, one.width, one.height].every((value) => value % 2 === 0 && value >= 0)).toBe(true);
        expect(one.x + one.width).toBeLessThanOrEqual(WIDTH);
        expect(one.y + one.height).toBeLessThanOrEqual(HEIGHT);
        for (const other of places.filter((place) => place !== one)) {
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          expect(apart).toBe(true);
        }
      }
    }
  }
});
