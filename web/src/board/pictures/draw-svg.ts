import { PictureError } from './picture-error.ts';
import { drawn, type Picture } from './picture-points.ts';
import { drawingPoints, type Size, scaled } from './picture-size.ts';

/** How large a drawing is that does not say so: it fills what it is put into, and on a board there is no such thing. */
const SOME_SIZE = 640;

/**
 * Makes a picture of points of an SVG. As an image a browser runs none of its scripts and fetches nothing for it; what
 * comes out are points, and the drawing itself is never sent or kept.
 */
export async function drawSvg(file: Blob): Promise<Picture> {
  const image = new Image();
  // As data, not by an address of this page: of that no browser would give the points where there is HTML inside.
  image.src = await asData(file);
  await image.decode().catch(() => {
    throw new PictureError('broken');
  });
  const size = sizeOf(image, await file.text());
  return { content: await drawn(image, drawingPoints(size)), ...size };
}

/** As the browser has it; where the drawing has no size of its own, in the proportions of its view box. */
function sizeOf(image: HTMLImageElement, text: string): Size {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  const box = (root.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  const [, , width = 0, height = 0] = box;
  const sized = root.hasAttribute('width') && root.hasAttribute('height');
  if (!sized && width > 0 && height > 0) return scaled({ width, height }, SOME_SIZE / Math.max(width, height));
  if (image.naturalWidth > 0 && image.naturalHeight > 0)
    return { width: image.naturalWidth, height: image.naturalHeight };
  return { width: SOME_SIZE, height: SOME_SIZE };
}

function asData(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new PictureError('broken'));
    reader.readAsDataURL(new Blob([file], { type: 'image/svg+xml' }));
  });
}
