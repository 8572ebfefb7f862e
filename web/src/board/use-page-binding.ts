import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { OpenDocument } from '#documents/open-document.ts';
import { excalidrawScene, isWorking } from './excalidraw-scene.ts';
import { PageBinding } from './page-binding.ts';
import type { SceneElement } from './page-element.ts';
import { rhythm } from './rhythm.ts';

/** Keeps what Excalidraw shows and the page's document the same. `onShown` hears what came from outside. */
export function usePageBinding(
  api: ExcalidrawImperativeAPI | null,
  document: OpenDocument | null,
  may_write: boolean,
  onShown: (elements: readonly SceneElement[]) => void,
): void {
  const binding = useRef<PageBinding | null>(null);
  const mayWrite = useRef(may_write);
  // Ended before Excalidraw is taken away: with it goes the scene.
  useLayoutEffect(() => {
    if (!api || !document) return;
    const made = new PageBinding(document.doc, excalidrawScene(api, onShown), rhythm, mayWrite.current);
    binding.current = made;
    const stop = api.onChange((_elements, state) => made.onScene(isWorking(state)));
    const flushWhenHidden = () => {
      if (window.document.visibilityState === 'hidden') made.flush();
    };
    window.addEventListener('pagehide', made.flush);
    window.document.addEventListener('visibilitychange', flushWhenHidden);
    return () => {
      made.flush();
      made.end();
      stop();
      binding.current = null;
      window.removeEventListener('pagehide', made.flush);
      window.document.removeEventListener('visibilitychange', flushWhenHidden);
    };
  }, [api, document, onShown]);
  useEffect(() => {
    mayWrite.current = may_write;
    binding.current?.setMayWrite(may_write);
  }, [may_write]);
}
