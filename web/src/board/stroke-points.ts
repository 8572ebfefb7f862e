import { FARTHEST, MOST_STROKE_POINTS, POINT_PARTS } from '@lectern/contract';

export type Point = readonly [x: number, y: number];

/** A stroke (freedraw) as Excalidraw has it: points relative to the element, and a pressure for each unless it is made up. */
export interface Stroke {
  readonly points: readonly Point[];
  readonly pressures: readonly number[];
  readonly simulatePressure: boolean;
}

/** Numbers for one point: dx, dy, pressure. */
const PER_POINT = 3;
/** Two equal points are drawn as a dot only where they differ by a hair. */
const HAIR = 1e-4;

const rounded = (value: number | undefined): number => Math.round((value ?? 0) * POINT_PARTS);

/** The points from `start` on as whole numbers, each relative to the rounded one before it, so that no error adds up. */
export function packPoints({ points, pressures, simulatePressure }: Stroke, start: number): number[] {
  const packed: number[] = [];
  let [x, y] = roundedPoint(points[start - 1]);
  for (let at = start; at < points.length; at++) {
    const [next_x, next_y] = roundedPoint(points[at]);
    packed.push(next_x - x, next_y - y, simulatePressure ? 0 : rounded(pressures[at]));
    x = next_x;
    y = next_y;
  }
  return packed;
}

function roundedPoint(point: Point | undefined): Point {
  return [rounded(point?.[0]), rounded(point?.[1])];
}

/** The stroke that such numbers are; null where they are none. A single point is given twice: a dot is a stroke too. */
export function unpackPoints(packed: readonly unknown[], simulatePressure: boolean): Stroke | null {
  const points: Point[] = [];
  const pressures: number[] = [];
  let x = 0;
  let y = 0;
  const end = Math.min(Math.floor(packed.length / PER_POINT), MOST_STROKE_POINTS) * PER_POINT;
  for (let at = 0; at < end; at += PER_POINT) {
    const [dx, dy, pressure] = [packed[at], packed[at + 1], packed[at + 2]];
    if (!isWhole(dx) || !isWhole(dy) || !isWhole(pressure)) return null;
    x += dx;
    y += dy;
    if (Math.max(Math.abs(x), Math.abs(y)) > FARTHEST * POINT_PARTS) return null;
    points.push([x / POINT_PARTS, y / POINT_PARTS]);
    if (!simulatePressure) pressures.push(Math.min(Math.max(pressure / POINT_PARTS, 0), 1));
  }
  const [first, second] = points;
  if (!first) return null;
  if (!second) {
    points.push(first);
    if (!simulatePressure) pressures.push(pressures[0] ?? 0);
  }
  const last = points[1];
  if (points.length === 2 && last && last[0] === first[0] && last[1] === first[1])
    points[1] = [first[0] + HAIR, first[1] + HAIR];
  return { points, pressures, simulatePressure };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** How wide and high it is: never written, since the points say so. */
export function strokeSize(points: readonly Point[]): { width: number; height: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return points.length === 0 ? { width: 0, height: 0 } : { width: right - left, height: bottom - top };
}

/** How many points at the beginning are the same in both, once they are rounded. */
export function samePoints(before: Stroke, after: Stroke): number {
  const most = Math.min(before.points.length, after.points.length);
  // While a stroke grows the points it had are the very same objects: no need to look at each.
  if (most > 0 && before.points[0] === after.points[0] && before.points[most - 1] === after.points[most - 1])
    return most;
  for (let at = 0; at < most; at++) if (!samePoint(before, after, at)) return at;
  return most;
}

function samePoint(before: Stroke, after: Stroke, at: number): boolean {
  const [x, y] = roundedPoint(before.points[at]);
  const [other_x, other_y] = roundedPoint(after.points[at]);
  return x === other_x && y === other_y && rounded(before.pressures[at]) === rounded(after.pressures[at]);
}
