import type { FileId } from '@excalidraw/excalidraw/element/types';
import type { BinaryFileData, DataURL } from '@excalidraw/excalidraw/types';
import { failureCode, isPassing } from '#api/api-error.ts';
import { fetchBoardFile } from '#api/board-files.ts';

const TYPES = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'image/bmp': 'image/bmp',
} as const;

const loaded = new Map<string, Promise<BinaryFileData | null>>();

/** Gives those pictures, as Excalidraw takes them. What there is not, is left out. */
export type LoadFiles = (file_ids: Iterable<string>) => Promise<BinaryFileData[]>;

/** Those pictures of a session; each is fetched once. */
export function loadFiles(session_id: number, file_ids: Iterable<string>): Promise<BinaryFileData[]> {
  return createFileLoader((file_id) => fetchBoardFile(session_id, file_id), loaded)(file_ids);
}

/** The same from wherever they are. */
export function createFileLoader(
  fetchFile: (file_id: string) => Promise<Blob>,
  known: Map<string, Promise<BinaryFileData | null>> = new Map(),
): LoadFiles {
  function load(file_id: string): Promise<BinaryFileData | null> {
    const before = known.get(file_id);
    if (before) return before;
    const loading = fetchFile(file_id).then(asFile(file_id), (error: unknown) => {
      // What cannot be had now may be had later; what is not there never will.
      if (isPassing(failureCode(error))) known.delete(file_id);
      return null;
    });
    known.set(file_id, loading);
    return loading;
  }
  return async (file_ids) => (await Promise.all([...new Set(file_ids)].map(load))).filter((file) => file !== null);
}

/** Makes a picture known that this browser has just put on the board: it need not be fetched back. */
export function rememberPicture(file_id: string, content: Blob): void {
  loaded.set(file_id, asFile(file_id)(content));
}

function asFile(file_id: string) {
  return async (blob: Blob): Promise<BinaryFileData | null> => {
    const mimeType = Object.entries(TYPES).find(([type]) => type === blob.type)?.[1];
    if (!mimeType) return null;
    const dataURL = await dataUrlOf(blob);
    // Excalidraw's own names for what is any text to us.
    return { id: file_id as FileId, mimeType, dataURL: dataURL as DataURL, created: Date.now() };
  };
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
