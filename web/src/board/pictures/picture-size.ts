export interface Size {
  width: number;
  height: number;
}

/** What is seen of a page, in its own units. */
export interface SeenPart extends Size {
  /** The middle. */
  x: number;
  y: number;
}

/** More points than these on a side nobody sees on a board, and every browser of the session would hold them. */
export const MOST_POINTS = 4_096;
/** A drawing without points of its own gets so many at least on its longer side, to be sharp when looked at closely. */
export const DRAWING_POINTS = 2_048;
/** A picture that is put down fills at most so much of what one sees. */
const PART_OF_VIEW = 0.7;

/** No longer than that on either side, in the same proportions; never larger than it is. */
export function atMost({ width, height }: Size, most: number): Size {
  return scaled({ width, height }, Math.min(1, most / Math.max(width, height)));
}

/** As many points as a drawing of this size is turned into. */
export function drawingPoints(size: Size): Size {
  const longer = Math.max(size.width, size.height);
  return scaled(size, Math.min(MOST_POINTS, Math.max(DRAWING_POINTS, longer)) / longer);
}

/** Where a picture comes to lie: in the middle of what one sees, and all of it in sight. `nth`: those before it are not covered. */
export function placeFor(picture: Size, seen: SeenPart, nth: number): Size & { x: number; y: number } {
  const fits = Math.min((seen.width * PART_OF_VIEW) / picture.width, (seen.height * PART_OF_VIEW) / picture.height, 1);
  const [width, height] = [picture.width * fits, picture.height * fits];
  const aside = nth * Math.min(seen.width, seen.height) * 0.05;
  return { x: seen.x - width / 2 + aside, y: seen.y - height / 2 + aside, width, height };
}

export const scaled = ({ width, height }: Size, by: number): Size => ({
  width: Math.max(1, Math.round(width * by)),
  height: Math.max(1, Math.round(height * by)),
});
