import type { Place } from './places.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const centre = ({ left, top, width, height }: Place) => ({ x: left + width / 2, y: top + height / 2 });

/**
 * The tile one gets to from another by an arrow key: the nearest of those whose middle lies beyond its edge, where what is
 * off to the side counts double. Null at the border of the stage.
 */
export function neighbour(places: readonly Place[], from: number, direction: Direction): number | null {
  const start = places[from];
  if (!start) return null;
  const origin = centre(start);
  let best: { index: number; distance: number } | null = null;
  for (const [index, place] of places.entries()) {
    const { x, y } = centre(place);
    const [ahead, aside, half] = along(direction, x - origin.x, y - origin.y, start);
    if (index === from || ahead < half) continue;
    const distance = ahead + 2 * aside;
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index ?? null;
}

function along(direction: Direction, x: number, y: number, { width, height }: Place): [number, number, number] {
  switch (direction) {
    case 'left':
      return [-x, Math.abs(y), width / 2];
    case 'right':
      return [x, Math.abs(y), width / 2];
    case 'up':
      return [-y, Math.abs(x), height / 2];
    case 'down':
      return [y, Math.abs(x), height / 2];
    default:
      return direction satisfies never;
  }
}
