import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardReplay, readTrack, type TrackEntry } from './board-replay.ts';

/** A page on which something is drawn each second, and every tenth thing is wiped out again. */
function drawn(count: number): TrackEntry[] {
  const doc = new Y.Doc();
  const entries: TrackEntry[] = [];
  doc.on('update', (update: Uint8Array) => entries.push({ at: entries.length, update }));
  for (let index = 0; index < count; index += 1) {
    if (index % 10 === 9) doc.getMap('page').delete(`e${index - 1}`);
    else doc.getMap('page').set(`e${index}`, index);
  }
  return entries;
}

function pageAt(time: number): string[] {
  const there = Array.from({ length: Math.floor(time) + 1 }, (_, index) => index);
  const gone = (index: number) => index % 10 === 9 || (index % 10 === 8 && index < Math.floor(time));
  return there.filter((index) => !gone(index)).map((index) => `e${index}`);
}

test('a page is what it was, whatever was looked at before', () => {
  const entries = drawn(900);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 899.9, noNaN: true }), { minLength: 1, maxLength: 8 }), (times) => {
      const replay = new BoardReplay(entries);
      for (const time of times) {
        const keys = [...replay.at(time).doc.getMap('page').keys()].sort();
        expect(keys).toEqual(pageAt(time).sort());
      }
      replay.close();
    }),
    { numRuns: 30 },
  );
});

test('it says whether anything has changed', () => {
  const replay = new BoardReplay(drawn(5));
  expect([replay.at(1.2).changed, replay.at(1.9).changed, replay.at(2).changed, replay.at(0).changed]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('a track is read, and what is cut off at its end left out', () => {
  const bytes = new Uint8Array([76, 66, 84, 49, 250, 0, 0, 0, 2, 0, 0, 0, 7, 8, 0, 1, 0, 0, 9, 0, 0, 0, 1]);
  expect(readTrack(bytes)).toEqual([{ at: 0.25, update: new Uint8Array([7, 8]) }]);
  expect(() => readTrack(new Uint8Array([1, 2, 3, 4]))).toThrow();
});
