import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { BinaryFiles } from '@excalidraw/excalidraw/types';
import { ApiError } from '#api/api-error.ts';
import { loadFiles } from '../board-files.ts';
import { readPage } from '../read-page.ts';
import { restored } from './excalidraw-exports.ts';

/** What is on a page, and the bytes of the pictures on it. */
export interface PageDrawing {
  page_id: number;
  elements: readonly ExcalidrawElement[];
  files: BinaryFiles;
}

/** How long a page may take to come before we give up, in milliseconds. */
const PATIENCE = 30_000;

/** A page as it is now, whether or not it is shown. */
export async function drawingOf(session_id: number, page_id: number): Promise<PageDrawing> {
  const elements = restored(await inTime(readPage(page_id)));
  const pictures = elements.flatMap((one) => (one.type === 'image' && one.fileId ? [one.fileId] : []));
  const files = await loadFiles(session_id, pictures);
  return { page_id, elements, files: Object.fromEntries(files.map((file) => [file.id, file])) };
}

/** Whoever wants to take something along is told that it does not come, rather than left waiting. */
function inTime<Value>(coming: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ApiError('unreachable')), PATIENCE);
    coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
