import { viewportCoordsToSceneCoords } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { PagePlace } from './BoardCanvas.tsx';

type Take = (files: File[], at: PagePlace) => void;

/**
 * Takes the files that are dropped or pasted before Excalidraw does: it would keep them inside the page. Without `take` they
 * go nowhere. Returns how to stop.
 */
export function takePictures(container: HTMLElement, api: ExcalidrawImperativeAPI, take: Take | null): () => void {
  const placeAt = (clientX: number, clientY: number) =>
    viewportCoordsToSceneCoords({ clientX, clientY }, api.getAppState());

  const onDrop = (event: DragEvent) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take?.(files, placeAt(event.clientX, event.clientY));
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const inside = event.target instanceof Node && container.contains(event.target);
    if (files.length === 0 || !(inside || event.target === document.body)) return;
    event.preventDefault();
    event.stopPropagation();
    const { left, top, width, height } = container.getBoundingClientRect();
    take?.(files, placeAt(left + width / 2, top + height / 2));
  };

  container.addEventListener('drop', onDrop, { capture: true });
  document.addEventListener('paste', onPaste, { capture: true });
  return () => {
    container.removeEventListener('drop', onDrop, { capture: true });
    document.removeEventListener('paste', onPaste, { capture: true });
  };
}
