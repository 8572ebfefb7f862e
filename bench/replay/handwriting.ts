/** One stroke as somebody's hand makes it: where it begins, and the way from each point to the next, in hundredths of a unit. */
export interface HandStroke {
  x: number;
  y: number;
  /** dx, dy, pressure, dx, dy, pressure …, as a page keeps them. */
  packed: number[];
}

/** Where strokes go: as many to a row as fit, row under row, a screen for about 500 of them. */
export const CELL = { width: 64, height: 50 };
/** A page of 500 strokes, in units. */
export const SHEET = { columns: 25, rows: 20, width: 25 * CELL.width, height: 20 * CELL.height };

const FEWEST_POINTS = 40;
const MOST_POINTS = 80;

/** The same strokes every time: what differs between two runs is not what was drawn. */
export function createHand(seed: number): (place: { column: number; row: number }) => HandStroke {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return ({ column, row }) => {
    const points = FEWEST_POINTS + Math.floor(random() * (MOST_POINTS - FEWEST_POINTS + 1));
    const [loops, height, slant] = [1 + random() * 3, 10 + random() * 12, random() - 0.5];
    const packed: number[] = [0, 0, 40];
    let [before_x, before_y] = [0, 0];
    for (let at = 1; at < points; at++) {
      const part = at / (points - 1);
      const turn = part * loops * 2 * Math.PI;
      const x = Math.round(100 * (part * (CELL.width - 20) + 6 * Math.sin(turn) + slant * height * Math.cos(turn)));
      const y = Math.round(100 * (height * (1 - Math.cos(turn)) + random()));
      packed.push(x - before_x, y - before_y, 40 + Math.round(30 * Math.sin(part * Math.PI)));
      [before_x, before_y] = [x, y];
    }
    return { x: column * CELL.width + 5, y: row * CELL.height + 3, packed };
  };
}
