import { expect, test } from 'vitest';
import { hear, LATELY, LONG_ENOUGH, mainSpeaker, nextLook, type Speeches, spokeLately } from './speakers.ts';

const NONE: Speeches = new Map();
const ANN = 1;
const BEN = 2;

/** What is remembered after these spoke from these moments on. */
function after(...changes: [now: number, ...speaking: number[]][]): Speeches {
  return changes.reduce((speeches, [now, ...speaking]) => hear(speeches, new Set(speaking), now), NONE);
}

test('a cough is not a speech; what lasts is one, and for a while afterwards', () => {
  expect(spokeLately(after([0, ANN], [300]), 2_000)).toEqual([]);
  const spoke = after([0, ANN], [LONG_ENOUGH + 500]);
  expect(spokeLately(spoke, 2_000)).toEqual([ANN]);
  expect(spokeLately(spoke, 2_000 + LATELY)).toEqual([]);
});

test('a breath does not begin a speech anew', () => {
  expect(spokeLately(after([0, ANN], [600], [900, ANN], [1_300]), 1_300)).toEqual([ANN]);
  expect(spokeLately(after([0, ANN], [600], [9_000, ANN], [9_300]), 9_300)).toEqual([]);
});

test('a cough after a speech takes nothing from it', () => {
  expect(spokeLately(after([0, ANN], [2_000], [9_000, ANN], [9_200]), 9_300)).toEqual([ANN]);
});

test('the one who speaks is looked at for as long as they do, whoever joins in', () => {
  const ann = after([0, ANN], [1_200, ANN]);
  expect(mainSpeaker(ann, null, 1_200)).toBe(ANN);
  const both = hear(ann, new Set([ANN, BEN]), 2_000);
  expect(mainSpeaker(both, ANN, 5_000)).toBe(ANN);
  const ben = hear(both, new Set([BEN]), 5_000);
  expect(mainSpeaker(ben, ANN, 5_500)).toBe(ANN);
  expect(mainSpeaker(ben, ANN, 7_000)).toBe(BEN);
});

test('in silence the last speaker stays, and a cough changes nothing', () => {
  const silence = after([0, ANN], [2_000], [20_000, BEN], [20_300]);
  expect(mainSpeaker(silence, ANN, 25_000)).toBe(ANN);
});

test('it says when to look again', () => {
  expect(nextLook(NONE, 0)).toBeNull();
  expect(nextLook(after([100, ANN]), 300)).toBe(LONG_ENOUGH - 200);
  expect(nextLook(after([0, ANN], [2_000]), 2_000)).toBe(1_500);
  expect(nextLook(after([0, ANN], [2_000]), 9_000)).toBeNull();
});

test('who has long been silent is forgotten', () => {
  expect(hear(after([0, ANN], [2_000]), new Set(), 2_000 + LATELY).size).toBe(0);
});
