import { expect, test } from 'vitest';
import { cuesAt } from './captions-at.ts';

test('captions are there for their time, without their marks', () => {
  const cues = [
    { from: 1, to: 3, text: '<v Ada>Good <i>morning</i></v>' },
    { from: 2, to: 4, text: 'Hello' },
  ];
  expect([0.9, 1, 2.5, 3, 4].map((time) => cuesAt(cues, time))).toEqual([
    '',
    'Good morning',
    'Good morning\nHello',
    'Hello',
    '',
  ]);
});
