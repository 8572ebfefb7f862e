import { describe, expect, test } from 'vitest';
import { gridLayout } from './grid-layout.ts';

const GAP = 8;
const spaces = {
  desktop: { width: 1264, height: 660 },
  phone: { width: 374, height: 640 },
  'wide and low': { width: 1900, height: 240 },
};
const counts = Array.from({ length: 25 }, (_, index) => index + 1);

describe.each(Object.entries(spaces))('in a %s space', (_name, space) => {
  test.each(counts)('%i people fit without scrolling', (count) => {
    const { columns, rows, width, height } = gridLayout(count, space, GAP);
    expect(columns * rows).toBeGreaterThanOrEqual(count);
    expect(columns * width + GAP * (columns - 1)).toBeLessThanOrEqual(space.width);
    expect(rows * height + GAP * (rows - 1)).toBeLessThanOrEqual(space.height);
    expect(width).toBeGreaterThan(40);
    expect(height).toBeGreaterThan(40);
  });
});

test('two people stand side by side where it is wide, above each other on a phone', () => {
  expect(gridLayout(2, spaces.desktop, GAP)).toMatchObject({ columns: 2, rows: 1 });
  expect(gridLayout(2, spaces.phone, GAP)).toMatchObject({ columns: 1, rows: 2 });
});

test('three people get wide tiles rather than tall ones', () => {
  const { columns, rows, width, height } = gridLayout(3, spaces.desktop, GAP);
  expect({ columns, rows }).toEqual({ columns: 2, rows: 2 });
  expect(width / height).toBeGreaterThan(1.5);
});

test('no row stays empty', () => {
  for (const count of counts) {
    const { columns, rows } = gridLayout(count, spaces.desktop, GAP);
    expect(columns * (rows - 1)).toBeLessThan(count);
  }
});

test('no space gives tiles of no size, and no error', () => {
  expect(gridLayout(3, { width: 0, height: 0 }, GAP)).toMatchObject({ width: 0, height: 0 });
});
