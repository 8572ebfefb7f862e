import { MOST_STROKE_POINTS } from '@lectern/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPoints, type Stroke, strokeSize, unpackPoints } from './stroke-points.ts';

const far = { min: -100_000, max: 100_000, noNaN: true };
const point = fc.tuple(fc.double(far), fc.double(far), fc.double({ min: 0, max: 1, noNaN: true }));

test('points and pressures come back within a hundredth, however they were cut into batches', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 200, size: 'max' }), fc.nat(200), (drawn, cut) => {
      const stroke: Stroke = {
        points: drawn.map(([x, y]) => [x, y] as const),
        pressures: drawn.map(([, , pressure]) => pressure),
        simulatePressure: false,
      };
      const first = { ...stroke, points: stroke.points.slice(0, cut) };
      const packed = [...packPoints(first, 0), ...packPoints(stroke, Math.min(cut, drawn.length))];
      const read = unpackPoints(packed, false);
      expect(read?.points).toHaveLength(drawn.length);
      for (const [at, [x, y, pressure]] of drawn.entries()) {
        expect(Math.abs((read?.points[at]?.[0] ?? Number.NaN) - x)).toBeLessThan(0.01);
        expect(Math.abs((read?.points[at]?.[1] ?? Number.NaN) - y)).toBeLessThan(0.01);
        expect(Math.abs((read?.pressures[at] ?? Number.NaN) - pressure)).toBeLessThan(0.01);
      }
    }),
  );
});

test('a single point, and two that are the same, are a dot', () => {
  for (const packed of [
    [100, 200, 50],
    [100, 200, 50, 0, 0, 50],
  ]) {
    const { points = [], pressures = [] } = unpackPoints(packed, false) ?? {};
    expect(points).toHaveLength(2);
    expect(points[0]).not.toEqual(points[1]);
    expect(pressures).toEqual([0.5, 0.5]);
  }
});

test.each([[[]], [[1.5, 2, 3]], [['1', 2, 3]], [[null, 0, 0]], [[Number.NaN, 0, 0]]])('%j is no stroke', (packed) => {
  expect(unpackPoints(packed, false)).toBeNull();
});

test('more points than are taken are left out, and so is the rest of a broken one', () => {
  const packed = Array.from({ length: (MOST_STROKE_POINTS + 50) * 3 + 2 }, () => 1);
  expect(unpackPoints(packed, true)?.points).toHaveLength(MOST_STROKE_POINTS);
});

test('how large a stroke is', () => {
  expect(strokeSize([])).toEqual({ width: 0, height: 0 });
  expect(
    strokeSize([
      [0, 0],
      [-5, 3],
      [2, 7],
    ]),
  ).toEqual({ width: 7, height: 7 });
});

test('a stroke farther away than anything can be is none', () => {
  expect(unpackPoints([9e8, 0, 50, 5, 5, 50], false)).not.toBeNull();
  expect(unpackPoints([1e15, 0, 50, 5, 5, 50], false)).toBeNull();
  expect(unpackPoints([0, 0, 50, ...Array(4).fill([0, -9e8, 50]).flat()], false)).toBeNull();
});
