import { expect, test } from 'vitest';
import type { PersonMedia } from '#live/person-media.ts';
import { floatingPeople } from './floating-people.ts';

const silent: PersonMedia = {
  picture: null,
  screen: null,
  camera: false,
  sharing: false,
  microphone: false,
  speaking: false,
  quality: 'good',
};
const order = [1, 2, 3, 4, 5, 6, 7];

test('who shares a screen comes first, then who speaks, then cameras, and never more than four', () => {
  const people = new Map([
    [2, { ...silent, camera: true }],
    [3, { ...silent, sharing: true }],
    [5, { ...silent, camera: true }],
    [6, { ...silent, camera: true }],
  ]);
  expect(floatingPeople(order, 4, people)).toEqual([3, 4, 2, 5]);
});

test('without any of them it is the first on the stage, and nobody where nobody is there', () => {
  expect(floatingPeople(order, null, new Map())).toEqual([1]);
  expect(floatingPeople([], null, new Map())).toEqual([]);
});
