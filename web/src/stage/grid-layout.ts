/** How many tiles side by side and above each other, and how large each is, in pixels. */
export interface GridLayout {
  columns: number;
  rows: number;
  width: number;
  height: number;
}

export interface Space {
  width: number;
  height: number;
}

/** Tiles follow the space they are in, within what cuts little from a picture: upright ones only where the space is. */
const WIDEST = 16 / 9;
const NARROWEST = { upright: 3 / 4, wide: 4 / 3 };

/**
 * The arrangement in which a wide picture is seen largest, all tiles of one size, and nothing outside. Tall tiles fill
 * more of the space, but cut most of the pictures away: what counts is how wide a tile is where it is tall enough.
 */
export function gridLayout(count: number, space: Space, gap: number): GridLayout {
  const narrowest = NARROWEST[space.width < space.height ? 'upright' : 'wide'];
  let best: GridLayout = { columns: 1, rows: Math.max(count, 1), width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const width = (space.width - gap * (columns - 1)) / columns;
    const tile = tileIn(width, (space.height - gap * (rows - 1)) / rows, narrowest);
    if (pictureWidth(tile) > pictureWidth(best)) best = { columns, rows, ...tile };
  }
  return best;
}

/** How wide a wide picture is that fits into a tile whole. */
function pictureWidth({ width, height }: Space): number {
  return Math.min(width, height * WIDEST);
}

/** The most tiles on one page: what is smaller is no picture of anybody. */
export const MOST_TILES = 49;
const LEAST = { width: 140, height: 92 };

/** How many tiles a page of this size holds, so that people can still be told apart: on a phone only a few. */
export function pageCapacity(space: Space, gap: number): number {
  for (let count = MOST_TILES; count > 1; count--) if (areLargeEnough(count, space, gap)) return count;
  return 1;
}

/** Whether a page of this size holds so many; for few that is known much sooner than how many it holds at most. */
export function holds(count: number, space: Space, gap: number): boolean {
  if (count <= 1) return true;
  return (count <= MOST_TILES && areLargeEnough(count, space, gap)) || count <= pageCapacity(space, gap);
}

function areLargeEnough(count: number, space: Space, gap: number): boolean {
  const { width, height } = gridLayout(count, space, gap);
  return width >= LEAST.width && height >= LEAST.height;
}

function tileIn(width: number, height: number, narrowest: number): Space {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  if (width / height > WIDEST) return { width: Math.floor(height * WIDEST), height: Math.floor(height) };
  if (width / height < narrowest) return { width: Math.floor(width), height: Math.floor(width / narrowest) };
  return { width: Math.floor(width), height: Math.floor(height) };
}
