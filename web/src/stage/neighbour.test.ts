import { expect, test } from 'vitest';
import { type Direction, neighbour } from './neighbour.ts';
import { gridPlaces, spotlight, stripPlaces } from './places.ts';

const space = { width: 1200, height: 600 };
const area = { left: 0, top: 0, ...space };

function walk(places: Parameters<typeof neighbour>[0], from: number, ...directions: Direction[]): (number | null)[] {
  const visited: (number | null)[] = [];
  let at: number | null = from;
  for (const direction of directions) {
    at = at === null ? null : neighbour(places, at, direction);
    visited.push(at);
  }
  return visited;
}

test('in a grid arrows go along rows and columns, and end at the border', () => {
  const nine = gridPlaces(9, area, 10);
  expect(walk(nine, 0, 'right', 'right', 'down', 'left', 'down', 'up')).toEqual([1, 2, 5, 4, 7, 4]);
  expect(walk(nine, 0, 'left')).toEqual([null]);
  expect(walk(nine, 8, 'down')).toEqual([null]);
});

test('a last row that is not full can be reached and left', () => {
  const five = gridPlaces(5, area, 10);
  expect(walk(five, 2, 'down')).toEqual([4]);
  expect(walk(five, 3, 'up')).toEqual([0]);
});

test('from what is large one gets into the strip and back', () => {
  const divided = spotlight(space, 4, 10);
  const places = [divided.large, ...stripPlaces(3, divided, 10)];
  const [into] = walk(places, 0, 'right');
  expect(into).toBe(2);
  expect(walk(places, 2, 'down', 'left')).toEqual([3, 0]);
});
