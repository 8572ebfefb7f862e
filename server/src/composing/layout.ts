import type { Scene, Tile } from './scenes.ts';

/** The size of a composed picture. */
export const WIDTH = 1280;
export const HEIGHT = 720;

const MARGIN = 12;
const GAP = 8;
/** How wide those beside a screen are. */
const BESIDE_WIDTH = 228;

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedTile extends Rectangle, Tile {
  kind: 'screen' | 'person';
}

/** Where everything of a scene is. Sizes are even, as the video's colours need them. */
export function placesOf({ screen, people }: Pick<Scene, 'screen' | 'people'>): PlacedTile[] {
  if (!screen) return gridOf(people.length).map((place, index) => person(people, index, place));
  const strip = column(people.length);
  const width = people.length > 0 ? WIDTH - 2 * MARGIN - GAP - BESIDE_WIDTH : WIDTH - 2 * MARGIN;
  const place = { x: MARGIN, y: MARGIN, width: even(width), height: even(HEIGHT - 2 * MARGIN) };
  return [{ kind: 'screen', ...screen, ...place }, ...strip.map((one, index) => person(people, index, one))];
}

function person(people: readonly Tile[], index: number, place: Rectangle): PlacedTile {
  return { kind: 'person', person: 0, clip: null, ...people[index], ...place };
}

/** As large as they can be in the shape that cameras have, the last row in the middle. */
function gridOf(count: number): Rectangle[] {
  if (count === 0) return [];
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const width = Math.min(
    (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns,
    (((HEIGHT - 2 * MARGIN - (rows - 1) * GAP) / rows) * 16) / 9,
  );
  const size = { width: even(width), height: even((width * 9) / 16) };
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    return {
      x: even(middle(WIDTH, inRow, size.width) + (index % columns) * (size.width + GAP)),
      y: even(middle(HEIGHT, rows, size.height) + row * (size.height + GAP)),
      ...size,
    };
  });
}

function column(count: number): Rectangle[] {
  const size = { width: BESIDE_WIDTH, height: even((BESIDE_WIDTH * 9) / 16) };
  const top = middle(HEIGHT, count, size.height);
  const x = even(WIDTH - MARGIN - BESIDE_WIDTH);
  return Array.from({ length: count }, (_, index) => ({ x, y: even(top + index * (size.height + GAP)), ...size }));
}

/** Where the first of several begins, so that they are in the middle. */
function middle(room: number, count: number, size: number): number {
  return (room - count * size - (count - 1) * GAP) / 2;
}

const even = (value: number) => 2 * Math.floor(value / 2);
