import type { Space } from './grid-layout.ts';

/** How a shared screen is looked at. All in proportion, so that it means the same after the space around it has changed. */
export interface Zoom {
  /** 1: the whole picture, as large as fits. */
  scale: number;
  /** The point of the picture in the middle of what is seen: 0 to 1 from the left and from the top. */
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the picture lies in its box, in pixels of the page. */
export interface Placed extends Space {
  left: number;
  top: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0.5, y: 0.5 };
/** How large a pixel of the picture may become, in pixels of the page. */
const LARGEST_PIXEL = 4;
/** A picture smaller than its box may be enlarged by so much all the same. */
const LEAST_MOST = 3;

/** The largest size at which all of the picture is seen. */
export function contained(picture: Space, box: Space): Space {
  if (!isThere(picture) || !isThere(box)) return { width: 0, height: 0 };
  const ratio = Math.min(box.width / picture.width, box.height / picture.height);
  return { width: picture.width * ratio, height: picture.height * ratio };
}

export function placed(zoom: Zoom, picture: Space, box: Space): Placed {
  const { scale, x, y } = within(zoom, picture, box);
  const fit = contained(picture, box);
  const width = fit.width * scale;
  const height = fit.height * scale;
  return { width, height, left: box.width / 2 - x * width, top: box.height / 2 - y * height };
}

/** The nearest zoom that shows nothing beside the picture where the picture could be shown instead. */
export function within(zoom: Zoom, picture: Space, box: Space): Zoom {
  const fit = contained(picture, box);
  const scale = Math.min(Math.max(zoom.scale, 1), mostScale(picture, box));
  return {
    scale,
    x: middle(zoom.x, fit.width * scale, box.width),
    y: middle(zoom.y, fit.height * scale, box.height),
  };
}

/** Larger or smaller by a factor; the point of the picture under `at` (in the box) stays where it is. */
export function zoomedAt(zoom: Zoom, factor: number, at: Point, picture: Space, box: Space): Zoom {
  const before = placed(zoom, picture, box);
  if (!isThere(before)) return zoom;
  const scale = Math.min(Math.max(zoom.scale * factor, 1), mostScale(picture, box));
  const grown = scale / within(zoom, picture, box).scale;
  const fromMiddle = { x: at.x - box.width / 2, y: at.y - box.height / 2 };
  const x = (at.x - before.left) / before.width - fromMiddle.x / (before.width * grown);
  const y = (at.y - before.top) / before.height - fromMiddle.y / (before.height * grown);
  return within({ scale, x, y }, picture, box);
}

/** The picture drawn along by so many pixels of the page. */
export function moved(zoom: Zoom, by: Point, picture: Space, box: Space): Zoom {
  const { width, height } = placed(zoom, picture, box);
  if (width === 0 || height === 0) return zoom;
  return within({ ...zoom, x: zoom.x - by.x / width, y: zoom.y - by.y / height }, picture, box);
}

/** How large the picture may get, as a multiple of the whole. */
export function mostScale(picture: Space, box: Space): number {
  const fit = contained(picture, box);
  return fit.width > 0 ? Math.max(LEAST_MOST, (LARGEST_PIXEL * picture.width) / fit.width) : 1;
}

/** The scale at which a pixel of the picture is a pixel of the page, or a good deal more than the whole where that is less. */
export function actualScale(picture: Space, box: Space): number {
  const fit = contained(picture, box);
  return fit.width > 0 ? Math.max(2, picture.width / fit.width) : 1;
}

/** The point in the middle, in proportion, so that a picture of this length leaves no gap in the box. */
function middle(wanted: number, length: number, box: number): number {
  if (length <= box) return 0.5;
  const half = box / 2 / length;
  return Math.min(Math.max(wanted, half), 1 - half);
}

function isThere({ width, height }: Space): boolean {
  return width > 0 && height > 0;
}
