import { expect, test } from 'vitest';
import { followedView, isSameView, ledView, MOST_ZOOM } from './board-view.ts';

const wide = { scrollX: 100, scrollY: -50, zoom: 2, width: 1_200, height: 800 };

test('who follows in a window of the same size sees the very same', () => {
  expect(isSameView(followedView(ledView(wide), wide), wide)).toBe(true);
});

test('in a narrow window all that the leader sees is seen, with the middle in the middle', () => {
  const led = ledView(wide);
  const own = followedView(led, { width: 390, height: 700 });
  expect(own.width / own.zoom).toBeCloseTo(led.width ?? 0, 0);
  expect(own.height / own.zoom).toBeGreaterThan(led.height ?? 0);
  expect(own.width / 2 / own.zoom - own.scrollX).toBeCloseTo(led.x, 5);
  expect(own.height / 2 / own.zoom - own.scrollY).toBeCloseTo(led.y, 5);
});

test('a leader who does not say how much they see is followed as closely as they look', () => {
  expect(followedView({ x: 0, y: 0, zoom: 3 }, { width: 100, height: 100 }).zoom).toBe(3);
});

test('nobody is led closer than the canvas goes', () => {
  expect(followedView({ x: 0, y: 0, zoom: 1, width: 1, height: 1 }, wide).zoom).toBe(MOST_ZOOM);
});
