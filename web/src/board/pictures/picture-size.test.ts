import { expect, test } from 'vitest';
import { atMost, drawingPoints, placeFor } from './picture-size.ts';

test('what is too large shrinks in its proportions, what is not stays', () => {
  expect(atMost({ width: 8_192, height: 4_096 }, 4_096)).toEqual({ width: 4_096, height: 2_048 });
  expect(atMost({ width: 10, height: 20_000 }, 4_096)).toEqual({ width: 2, height: 4_096 });
  expect(atMost({ width: 300, height: 200 }, 4_096)).toEqual({ width: 300, height: 200 });
});

test('a drawing gets enough points, and not too many', () => {
  expect(drawingPoints({ width: 24, height: 12 })).toEqual({ width: 2_048, height: 1_024 });
  expect(drawingPoints({ width: 3_000, height: 1_500 })).toEqual({ width: 3_000, height: 1_500 });
  expect(drawingPoints({ width: 100_000, height: 100 })).toEqual({ width: 4_096, height: 4 });
});

test('a picture lies in the middle of what one sees, whole, in its proportions and no larger than it is', () => {
  const seen = { x: 100, y: 50, width: 1_000, height: 500 };
  expect(placeFor({ width: 200, height: 100 }, seen, 0)).toEqual({ x: 0, y: 0, width: 200, height: 100 });
  const { width, height, x, y } = placeFor({ width: 4_000, height: 4_000 }, seen, 0);
  expect([width, height]).toEqual([350, 350]);
  expect([x + width / 2, y + height / 2]).toEqual([100, 50]);
  expect(placeFor({ width: 200, height: 100 }, seen, 1)).toEqual({ x: 25, y: 25, width: 200, height: 100 });
});
