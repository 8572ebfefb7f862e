import { expect, test } from 'vitest';
import { contentsOf } from './page-contents.ts';
import { anElement, aStroke } from './testing.ts';

test('the texts from the top to the bottom, and how much there is of everything', () => {
  const contents = contentsOf([
    anElement('low', { type: 'text', text: 'Below', x: 0, y: 90 }),
    anElement('right', { type: 'text', text: 'Right', x: 50, y: 10 }),
    anElement('left', { type: 'text', text: 'Left', x: 5, y: 10 }),
    anElement('gone', { type: 'text', text: 'Gone', isDeleted: true }),
    anElement('frame', { type: 'frame', name: 'Part 2', x: 0, y: 50 }),
    anElement('box'),
    anElement('round', { type: 'ellipse' }),
    aStroke('stroke', [[0, 0]]),
  ]);
  expect(contents.texts.map(({ text }) => text)).toEqual(['Left', 'Right', 'Part 2', 'Below']);
  expect(contents.counts).toEqual([
    { thing: 'freedraw', count: 1 },
    { thing: 'shape', count: 2 },
    { thing: 'text', count: 3 },
    { thing: 'frame', count: 1 },
  ]);
});
