import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actualScale, contained, mostScale, moved, placed, WHOLE, within, zoomedAt } from './screen-zoom.ts';

const picture = { width: 1920, height: 1080 };
const box = { width: 960, height: 800 };
const corner = { x: 0, y: 0 };

test('the whole picture is seen first, in the middle, never cut', () => {
  expect(contained(picture, box)).toEqual({ width: 960, height: 540 });
  expect(placed(WHOLE, picture, box)).toEqual({ left: 0, top: 130, width: 960, height: 540 });
  expect(contained({ width: 600, height: 1200 }, box)).toEqual({ width: 400, height: 800 });
});

test('before the first frame, and in a box without a size, there is nothing to place', () => {
  const nothing = { width: 0, height: 0 };
  expect(placed(WHOLE, nothing, box)).toMatchObject(nothing);
  expect(zoomedAt(WHOLE, 2, corner, nothing, box)).toEqual(WHOLE);
  expect(moved(WHOLE, { x: 5, y: 5 }, picture, nothing)).toEqual(WHOLE);
});

test('what is under the pointer stays under it', () => {
  const at = { x: 700, y: 420 };
  const under = (zoom: typeof WHOLE) => {
    const { left, top, width, height } = placed(zoom, picture, box);
    return { x: (at.x - left) / width, y: (at.y - top) / height };
  };
  const first = zoomedAt(WHOLE, 3, at, picture, box);
  expect(first.scale).toBe(3);
  expect(under(first).x).toBeCloseTo(under(WHOLE).x);
  expect(under(first).y).toBeCloseTo(under(WHOLE).y);
  const second = zoomedAt(first, 1.4, at, picture, box);
  expect(under(second).x).toBeCloseTo(under(WHOLE).x);
});

test('at the edge the picture ends with the box', () => {
  const zoom = moved(zoomedAt(WHOLE, 4, corner, picture, box), { x: 5_000, y: 5_000 }, picture, box);
  expect(placed(zoom, picture, box)).toMatchObject({ left: 0, top: 0 });
  const other = moved(zoom, { x: -50_000, y: -50_000 }, picture, box);
  const { left, top, width, height } = placed(other, picture, box);
  expect(left + width).toBeCloseTo(box.width);
  expect(top + height).toBeCloseTo(box.height);
});

test('a picture that is dragged follows the pointer', () => {
  const zoom = zoomedAt(WHOLE, 4, { x: 480, y: 400 }, picture, box);
  const before = placed(zoom, picture, box);
  const after = placed(moved(zoom, { x: -30, y: 12 }, picture, box), picture, box);
  expect(after.left - before.left).toBeCloseTo(-30);
  expect(after.top - before.top).toBeCloseTo(12);
});

test('a box of another size shows the same place', () => {
  const zoom = zoomedAt(WHOLE, 4, { x: 700, y: 300 }, picture, box);
  const smaller = { width: 500, height: 300 };
  const { left, width } = placed(zoom, picture, smaller);
  expect((smaller.width / 2 - left) / width).toBeCloseTo(zoom.x);
});

test('it goes up to pixels that one can count, and a small picture still three times as large', () => {
  expect(mostScale(picture, box)).toBe(8);
  expect(mostScale({ width: 320, height: 180 }, box)).toBe(3);
  expect(zoomedAt(WHOLE, 1_000, corner, picture, box).scale).toBe(8);
  expect(zoomedAt(WHOLE, 0.1, corner, picture, box)).toEqual(WHOLE);
  expect(actualScale(picture, box)).toBe(2);
  expect(actualScale({ width: 3840, height: 2160 }, box)).toBe(4);
});

describe('whatever one does', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  const anyZoom = fc.record({ scale: fc.double({ min: 0.01, max: 100, noNaN: true }), x: number, y: number });

  test('no gap is left that the picture could fill, and nothing is cut while it fits', () => {
    fc.assert(
      fc.property(anyZoom, size, size, (zoom, some, around) => {
        const { left, top, width, height } = placed(zoom, some, around);
        for (const [start, length, space] of [
          [left, width, around.width],
          [top, height, around.height],
        ] as const) {
          if (length > space + 0.01) {
            expect(start).toBeLessThanOrEqual(0.01);
            expect(start + length).toBeGreaterThanOrEqual(space - 0.01);
          } else expect(start).toBeCloseTo((space - length) / 2);
        }
        expect(within(within(zoom, some, around), some, around)).toEqual(within(zoom, some, around));
      }),
    );
  });
});
