import { expect, test } from 'vitest';
import { pagesAsFrames } from './pages-as-frames.ts';

const element = (id: string, x: number, y: number, changes = {}) => ({
  id,
  type: 'rectangle',
  x,
  y,
  frameId: null,
  ...changes,
});

test('pages stand side by side, each in a frame of its name, and what is on them stays where it is on its page', () => {
  const drawn = [element('a', 1_000, 2_000), element('b', 1_500, 2_100)];
  const all = pagesAsFrames([
    { page_id: 1, name: 'Vectors', elements: drawn, bounds: [1_000, 2_000, 1_600, 2_200] },
    { page_id: 2, name: 'Page 2', elements: [], bounds: [0, 0, 0, 0] },
  ]);
  expect(all).toEqual([
    { ...drawn[0], x: 40, y: 40, frameId: 'page-1' },
    { ...drawn[1], x: 540, y: 140, frameId: 'page-1' },
    { type: 'frame', id: 'page-1', name: 'Vectors', x: 0, y: 0, width: 680, height: 400 },
    { type: 'frame', id: 'page-2', name: 'Page 2', x: 800, y: 0, width: 400, height: 400 },
  ]);
});

test('a page that has frames of its own keeps them, and what is in them', () => {
  const drawn = [element('inside', 0, 0, { frameId: 'own' }), element('own', 0, 0, { type: 'frame' })];
  const all = pagesAsFrames([{ page_id: 1, name: 'One', elements: drawn, bounds: [0, 0, 10, 10] }]);
  expect(all.map(({ id, ...one }) => [id, 'frameId' in one ? one.frameId : undefined])).toEqual([
    ['inside', 'own'],
    ['own', null],
    ['page-1', undefined],
  ]);
});
