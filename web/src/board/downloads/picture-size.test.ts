import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

test.each([
  ['is twice as large as what is drawn', 300, 200.4, { width: 600, height: 401, scale: 2 }],
  ['is no larger than browsers make them', 16_000, 4_000, { width: 8_000, height: 2_000, scale: 0.5 }],
  ['is at least a line, also of two dots at opposite ends', 20_000_048, 52, { width: 8_000, height: 1 }],
])('a picture %s', (_what, width, height, size) => {
  expect(pictureSize(width, height)).toMatchObject(size);
});
