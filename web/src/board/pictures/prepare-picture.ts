import { LARGEST_BOARD_FILE } from '@lectern/contract';
import { drawSvg } from './draw-svg.ts';
import { fileKind } from './file-kind.ts';
import { PictureError } from './picture-error.ts';
import { drawn, type Picture } from './picture-points.ts';
import { atMost, MOST_POINTS } from './picture-size.ts';

/** Makes of a file what is sent: a picture of points, and not of more points than anybody sees. */
export async function preparePicture(file: Blob): Promise<Picture> {
  // Said before anything is sent or drawn.
  if (file.size > LARGEST_BOARD_FILE) throw new PictureError('too_large');
  const kind = await fileKind(file);
  switch (kind) {
    case 'svg':
      return drawSvg(file);
    case 'picture':
      return asPoints(file);
    case 'pdf':
    case null:
      throw new PictureError('no_picture');
    default:
      return kind satisfies never;
  }
}

async function asPoints(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) throw new PictureError('broken');
  try {
    const size = atMost(bitmap, MOST_POINTS);
    if (size.width === bitmap.width && size.height === bitmap.height) return { content: file, ...size };
    return { content: await drawn(bitmap, size), ...size };
  } finally {
    bitmap.close();
  }
}
