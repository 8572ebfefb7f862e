import { expect, test } from 'vitest';
import { parseMinutes } from './minutes.ts';

test.each([
  ['', null],
  ['  ', null],
  ['15', 15],
  [' 1 ', 1],
  ['720', 720],
  ['0', 'wrong'],
  ['721', 'wrong'],
  ['2.5', 'wrong'],
  ['soon', 'wrong'],
])('%j is %s', (text, minutes) => {
  expect(parseMinutes(text)).toBe(minutes);
});
