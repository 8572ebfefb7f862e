import { describe, expect, test } from 'vitest';
import { holds, MOST_TILES, pageCapacity, type Space } from './grid-layout.ts';
import { gridPlaces, type Place, spotlight, stripPlaces } from './places.ts';

const GAP = 10;
const spaces = {
  'large screen': { width: 1896, height: 930 },
  desktop: { width: 1256, height: 640 },
  'phone upright': { width: 374, height: 590 },
  'phone on its side': { width: 820, height: 230 },
};
type SpaceName = keyof typeof spaces;

const inside = (place: Place, space: Space) =>
  place.left >= 0 &&
  place.top >= 0 &&
  place.left + place.width <= space.width &&
  place.top + place.height <= space.height;
const overlap = (one: Place, other: Place) =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;

function expectTidy(places: readonly Place[], space: Space): void {
  for (const [index, place] of places.entries()) {
    expect(inside(place, space), JSON.stringify({ place, space })).toBe(true);
    for (const other of places.slice(index + 1)) expect(overlap(place, other)).toBe(false);
  }
}

describe.each(Object.entries(spaces))('on a %s', (_name, space) => {
  test('no tile of a grid is outside, or over another', () => {
    for (let count = 1; count <= pageCapacity(space, GAP); count++) {
      expectTidy(gridPlaces(count, { left: 0, top: 0, ...space }, GAP), space);
    }
  });

  test('no tile of a strip is outside, or over what is large, and what is large is the larger', () => {
    for (let others = 1; others <= 12; others++) {
      const divided = spotlight(space, others, GAP);
      const strip = stripPlaces(Math.min(others, divided.capacity), divided, GAP);
      expectTidy([divided.large, ...strip], space);
      for (const tile of strip)
        expect(tile.width * tile.height).toBeLessThan(divided.large.width * divided.large.height);
    }
  });
});

test('a page holds as many as can be told apart', () => {
  const capacity = (name: SpaceName) => pageCapacity(spaces[name], GAP);
  expect(capacity('large screen')).toBe(MOST_TILES);
  expect(capacity('desktop')).toBeGreaterThanOrEqual(25);
  expect(capacity('desktop')).toBeLessThan(MOST_TILES);
  expect(capacity('phone upright')).toBeGreaterThanOrEqual(6);
  expect(capacity('phone upright')).toBeLessThanOrEqual(12);
  expect(capacity('phone on its side')).toBeGreaterThanOrEqual(3);
  expect(capacity('phone on its side')).toBeLessThanOrEqual(10);
  expect(pageCapacity({ width: 0, height: 0 }, GAP)).toBe(1);
});

test('a page holds so many, or does not, as its capacity says', () => {
  for (const space of [...Object.values(spaces), { width: 0, height: 0 }]) {
    const capacity = pageCapacity(space, GAP);
    for (let count = 0; count <= 2 * MOST_TILES; count++) expect(holds(count, space, GAP)).toBe(count <= capacity);
  }
});

test('the last page has tiles of the same size as the others', () => {
  const area = { left: 0, top: 0, ...spaces.desktop };
  const [full] = gridPlaces(30, area, GAP);
  const last = gridPlaces(2, area, GAP, 30);
  expect(last).toHaveLength(2);
  for (const tile of last) expect(tile).toMatchObject({ width: full?.width, height: full?.height });
});

test('the strip is beside what is large, below it on an upright phone, and away where nobody is left for it', () => {
  const beside = spotlight(spaces.desktop, 3, GAP);
  expect(beside.strip.left).toBeGreaterThan(beside.large.width);
  const below = spotlight(spaces['phone upright'], 3, GAP);
  expect(below.strip.top).toBeGreaterThan(below.large.height);
  expect(spotlight(spaces.desktop, 0, GAP).large).toMatchObject(spaces.desktop);
});
