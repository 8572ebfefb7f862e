/** Dots for each unit, so that it is still sharp on paper. */
const SHARPNESS = 2;
/** No picture is larger than this either way: browsers make none. */
const LONGEST_SIDE = 8_000;

/** How many dots a picture of something of this size has. Of two things at opposite ends of a page it is all the same a picture. */
export function pictureSize(width: number, height: number): { width: number; height: number; scale: number } {
  const scale = Math.min(SHARPNESS, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), scale };
}
