import { expect, test } from 'vitest';
import { isTalk } from './talk-watch.ts';

test('silence and a knock on the desk are no talk', () => {
  expect(isTalk([])).toBe(false);
  expect(isTalk(Array(60).fill(0.2))).toBe(false);
  expect(isTalk([...Array(50).fill(0.1), 0.9, 0.9, 0.6])).toBe(false);
});

test('some words are, with the pauses between them', () => {
  expect(isTalk([0.5, 0.6, 0.1, 0.1, 0.7, 0.5, 0.2, 0.5, 0.6])).toBe(true);
});

test('what was said long ago is forgotten', () => {
  expect(isTalk([...Array(10).fill(0.8), ...Array(60).fill(0.1)])).toBe(false);
});
