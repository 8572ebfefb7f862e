import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { LEAST_ZOOM, MOST_ZOOM } from './board-view.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** With these a finger may do the same as a pen; with all others it would draw. */
const FOR_FINGERS = new Set<AppState['activeTool']['type']>(['selection', 'text', 'hand', 'image']);

/**
 * Where somebody has a pen, the hand that rests on the screen draws nothing: while the pen is down touches are no touches,
 * and else fingers move the page and make it larger and smaller. Returns how to stop.
 */
export function guardTouch(container: HTMLElement, api: ExcalidrawImperativeAPI): () => void {
  const touches = new Map<number, Place>();
  const seen = new Set<number>();
  /** What touches beside the pen: not even that it lets go may be heard, or it would end the stroke of the pen. */
  const beside = new Set<number>();
  let pen: number | null = null;

  const onDown = (event: PointerEvent) => {
    if (!(event.target instanceof HTMLCanvasElement)) return;
    if (event.pointerType === 'pen') {
      pen = event.pointerId;
      seePen();
      letGo();
    }
    if (event.pointerType !== 'touch') return;
    const { penMode, activeTool } = api.getAppState();
    if (pen !== null) {
      beside.add(event.pointerId);
      stop(event);
    } else if (penMode && !FOR_FINGERS.has(activeTool.type)) {
      touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
      stop(event);
    } else seen.add(event.pointerId);
  };

  const onMove = (event: PointerEvent) => {
    // Most pens are seen before they touch.
    if (event.pointerType === 'pen') seePen();
    if (event.pointerType !== 'touch' || seen.has(event.pointerId)) return;
    if (beside.has(event.pointerId)) stop(event);
    if (!touches.has(event.pointerId)) return;
    stop(event);
    const before = spread(touches);
    touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pen === null) moveBy(before, spread(touches));
  };

  const onUp = (event: PointerEvent) => {
    if (event.pointerId === pen) pen = null;
    if (touches.delete(event.pointerId) || beside.delete(event.pointerId)) stop(event);
    seen.delete(event.pointerId);
  };

  /** What touched before the pen did is taken for the hand: Excalidraw is told that it is gone. */
  function letGo(): void {
    for (const pointerId of touches.keys()) beside.add(pointerId);
    touches.clear();
    const palms = [...seen];
    seen.clear();
    for (const pointerId of palms) {
      const canvas = container.querySelector('canvas.interactive');
      canvas?.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType: 'touch', bubbles: true }));
      beside.add(pointerId);
    }
  }

  function seePen(): void {
    if (!api.getAppState().penDetected) api.updateScene({ appState: { penMode: true, penDetected: true } });
  }

  function moveBy(before: Spread, after: Spread): void {
    const { zoom, scrollX, scrollY, offsetLeft, offsetTop } = api.getAppState();
    const larger = before.width > 0 && after.width > 0 ? after.width / before.width : 1;
    const value = Math.min(Math.max(zoom.value * larger, LEAST_ZOOM), MOST_ZOOM) as typeof zoom.value;
    api.updateScene({
      appState: {
        zoom: { value },
        scrollX: scrollX + (after.x - offsetLeft) / value - (before.x - offsetLeft) / zoom.value,
        scrollY: scrollY + (after.y - offsetTop) / value - (before.y - offsetTop) / zoom.value,
      },
    });
  }

  const listeners = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', onUp],
  ] as const;
  for (const [type, listener] of listeners) container.addEventListener(type, listener, { capture: true });
  return () => {
    for (const [type, listener] of listeners) container.removeEventListener(type, listener, { capture: true });
  };
}

function stop(event: PointerEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The middle of the fingers, and how far apart two of them are. */
interface Spread extends Place {
  readonly width: number;
}

function spread(touches: ReadonlyMap<number, Place>): Spread {
  const places = [...touches.values()];
  const [one, other] = places;
  const sum = places.reduce(({ x, y }, place) => ({ x: x + place.x, y: y + place.y }), { x: 0, y: 0 });
  const width = one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  return { x: sum.x / places.length, y: sum.y / places.length, width };
}
