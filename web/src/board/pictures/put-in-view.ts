import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { loadFiles } from '../board-files.ts';
import type { PictureElement } from './picture-element.ts';

/** Puts a picture on the page that is looked at, as one step that can be taken back, and selects it: one may want it elsewhere. */
export async function putInView(
  session_id: number,
  excalidraw: ExcalidrawImperativeAPI,
  element: PictureElement,
): Promise<void> {
  if (element.fileId) excalidraw.addFiles(await loadFiles(session_id, [element.fileId]));
  // The canvas stands, so this is here already.
  const { CaptureUpdateAction, restoreElements } = await import('@excalidraw/excalidraw');
  const before = excalidraw.getSceneElementsIncludingDeleted();
  excalidraw.updateScene({
    // It has all that an image has; Excalidraw's own way to take what comes from outside gives it its place on top.
    elements: [...before, ...restoreElements([element as ExcalidrawElement], null)],
    appState: { selectedElementIds: { [element.id]: true } },
    captureUpdate: CaptureUpdateAction.IMMEDIATELY,
  });
}
