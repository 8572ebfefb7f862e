import { LARGEST_BOARD_FILE } from '@lectern/contract';
import { PictureError } from './picture-error.ts';
import type { Size } from './picture-size.ts';

/** A picture as it is kept, and how large it is by itself. */
export interface Picture extends Size {
  content: Blob;
}

/** A picture of points of anything that can be drawn. */
export async function drawn(source: CanvasImageSource, { width, height }: Size): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new PictureError('broken');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return contentOf(canvas);
}

/** What is on a canvas, as small as it gets without anybody seeing it. */
export async function contentOf(canvas: HTMLCanvasElement): Promise<Blob> {
  try {
    // Browsers that cannot write WebP write PNG instead.
    for (const [type, quality] of [
      ['image/webp', 0.92],
      ['image/jpeg', 0.85],
    ] as const) {
      const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
      if (content && content.size <= LARGEST_BOARD_FILE) return content;
    }
    throw new PictureError('too_large');
  } finally {
    // Some browsers keep its points for as long as they like otherwise.
    Object.assign(canvas, { width: 0, height: 0 });
  }
}
