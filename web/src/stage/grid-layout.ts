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

/** Between upright and wide: tiles follow the space they are in, within what a face looks well in. */
const NARROWEST = 3 / 4;
const WIDEST = 16 / 9;

/** The arrangement that makes the tiles largest, all of one size, and nothing cut off. */
export function gridLayout(count: number, space: Space, gap: number): GridLayout {
  let best: GridLayout = { columns: 1, rows: Math.max(count, 1), width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const tile = tileIn((space.width - gap * (columns - 1)) / columns, (space.height - gap * (rows - 1)) / rows);
    if (tile.width * tile.height > best.width * best.height) best = { columns, rows, ...tile };
  }
  return best;
}

function tileIn(width: number, height: number): Space {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  if (width / height > WIDEST) return { width: Math.floor(height * WIDEST), height: Math.floor(height) };
  if (width / height < NARROWEST) return { width: Math.floor(width), height: Math.floor(width / NARROWEST) };
  return { width: Math.floor(width), height: Math.floor(height) };
}
