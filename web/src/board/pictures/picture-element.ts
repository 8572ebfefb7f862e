import type { BoardElement } from '@lectern/contract';
import { randomKey } from '#ui/random-key.ts';
import type { Size } from './picture-size.ts';

export type PictureElement = Extract<BoardElement, { type: 'image' }>;

interface PicturePlace extends Size {
  x: number;
  y: number;
  file_id: string;
  /** Behind what is drawn on it, and not to be moved by a slip. */
  locked: boolean;
}

/** A picture on the board, as Excalidraw has them. `index`: below all else where it is the lowest there is; null puts it on top. */
export function pictureElement(
  { file_id, x, y, width, height, locked }: PicturePlace,
  index: string | null,
): PictureElement {
  return {
    id: randomKey(),
    type: 'image',
    x,
    y,
    width,
    height,
    angle: 0,
    strokeColor: 'transparent',
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: 100,
    roundness: null,
    seed: 1,
    version: 1,
    versionNonce: 0,
    updated: Date.now(),
    index,
    isDeleted: false,
    groupIds: [],
    frameId: null,
    boundElements: null,
    link: null,
    locked,
    fileId: file_id,
    status: 'saved',
    scale: [1, 1],
    crop: null,
  };
}
