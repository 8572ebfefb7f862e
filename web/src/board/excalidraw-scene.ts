import { CaptureUpdateAction, mutateElement } from '@excalidraw/excalidraw';
import type { FractionalIndex, OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Scene } from './page-binding.ts';
import type { SceneElement } from './page-element.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Excalidraw's scene, as the binding wants it. `onShown` hears what is shown from outside. */
export function excalidrawScene(
  api: ExcalidrawImperativeAPI,
  onShown: (elements: readonly SceneElement[]) => void,
): Scene {
  return {
    elements: api.getSceneElementsIncludingDeleted,
    show: (elements) => {
      // What the binding gives back was either taken from this scene or read by the contract's schema, which has all
      // that an element of its type needs.
      const checked = elements as readonly OrderedExcalidrawElement[];
      api.updateScene({ elements: checked, captureUpdate: CaptureUpdateAction.NEVER });
      onShown(elements);
    },
    setIndex: (element, index) => {
      // Of this very scene: the binding is given no other elements.
      mutateElement(element as OrderedExcalidrawElement, { index: index as FractionalIndex }, false);
    },
    held: () => heldIn(api.getAppState()),
  };
}

/** The elements that somebody draws, writes or moves at this moment. */
export function heldIn(state: AppState): ReadonlySet<string> {
  const { newElement, multiElement, editingTextElement, resizingElement, editingLinearElement, croppingElementId } =
    state;
  const moving =
    state.cursorButton === 'down' && (state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating);
  const ids = [
    ...[newElement, multiElement, editingTextElement, resizingElement].map((element) => element?.id),
    editingLinearElement?.elementId,
    croppingElementId,
    ...(moving ? Object.keys(state.selectedElementIds) : []),
  ].filter((id) => typeof id === 'string');
  return ids.length === 0 ? NOTHING : new Set(ids);
}

/** Whether somebody is in the middle of something, so that what they do is sent in pieces. */
export function isWorking(state: AppState): boolean {
  return state.cursorButton === 'down' || state.newElement !== null || state.editingTextElement !== null;
}
