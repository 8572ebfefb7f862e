import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useRef } from 'react';
import { type LoadFiles, loadFiles } from './board-files.ts';
import type { SceneElement } from './page-element.ts';

/** Fetches the pictures of what is shown on a page. Returns what is to be called with each new scene. */
export function usePageFiles(
  session_id: number,
  api: ExcalidrawImperativeAPI | null,
): (elements: readonly SceneElement[]) => void {
  const load = useCallback((file_ids: Iterable<string>) => loadFiles(session_id, file_ids), [session_id]);
  return usePictures(load, api);
}

/** The same from wherever they are. */
export function usePictures(
  load: LoadFiles,
  api: ExcalidrawImperativeAPI | null,
): (elements: readonly SceneElement[]) => void {
  const asked = useRef(new Set<string>());
  const latest = useRef(api);
  useEffect(() => {
    latest.current = api;
  }, [api]);
  return useCallback(
    (elements) => {
      const wanted = elements
        .map(fileOf)
        .filter((id) => id !== null)
        .filter((id) => !asked.current.has(id));
      if (wanted.length === 0) return;
      for (const id of wanted) asked.current.add(id);
      void load(wanted).then((files) => {
        // What did not come is asked for again with the next change.
        for (const id of wanted) if (!files.some((file) => file.id === id)) asked.current.delete(id);
        latest.current?.addFiles(files);
      });
    },
    [load],
  );
}

function fileOf(element: SceneElement): string | null {
  return element.type === 'image' && 'fileId' in element && typeof element.fileId === 'string' ? element.fileId : null;
}
