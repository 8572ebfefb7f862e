import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Space } from './grid-layout.ts';
import {
  actualScale,
  moved,
  type Placed,
  type Point,
  placed,
  WHOLE,
  within,
  type Zoom,
  zoomedAt,
} from './screen-zoom.ts';

/** How much closer one press of a button or key brings it. */
const STEP = 1.5;
/** How far one press of an arrow key goes, in pixels. */
const STRIDE = 80;
/** How much one pixel of the wheel changes; two fingers on a touchpad come as a wheel with small steps. */
const WHEEL = 0.0015;
const TOUCHPAD = 0.01;
/** The pixels of a wheel that counts in lines. */
const LINE = 16;

export interface ScreenZoom {
  at: Placed;
  /** As a multiple of the whole picture. */
  scale: number;
  closer: () => void;
  further: () => void;
  whole: () => void;
  /** True where the key was one of ours. */
  onKey: (event: KeyboardEvent) => boolean;
  /** For the box in which the picture lies. */
  pointer: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
  };
}

/** Looks closer at a picture in a box and moves about in it: by wheel, fingers, mouse, keys and buttons. */
export function useScreenZoom(element: RefObject<HTMLElement | null>, picture: Space, box: Space): ScreenZoom {
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const fingers = useRef(new Map<number, Point>());
  const scale = within(zoom, picture, box).scale;
  const middle = { x: box.width / 2, y: box.height / 2 };
  const scaleBy = (factor: number, at: Point) => setZoom((now) => zoomedAt(now, factor, at, picture, box));
  const moveBy = (by: Point) => setZoom((now) => moved(now, by, picture, box));
  const inBox = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = element.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: clientX - left, y: clientY - top };
  };

  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    wheel.current = (event) => {
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
      scaleBy(Math.exp(-event.deltaY * lines * (event.ctrlKey ? TOUCHPAD : WHEEL)), inBox(event));
    };
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    // Not by React, whose own listener could not keep the page from moving along.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      wheel.current(event);
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [element]);

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = inBox(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other) {
      const [center, centerBefore] = [between(now, other), between(before, other)];
      const apart = distance(before, other);
      if (apart > 0) scaleBy(distance(now, other) / apart, centerBefore);
      moveBy({ x: center.x - centerBefore.x, y: center.y - centerBefore.y });
    } else moveBy({ x: now.x - before.x, y: now.y - before.y });
  }

  const release = (event: PointerEvent<HTMLElement>) => {
    fingers.current.delete(event.pointerId);
  };

  return {
    at: placed(zoom, picture, box),
    scale,
    closer: () => scaleBy(STEP, middle),
    further: () => scaleBy(1 / STEP, middle),
    whole: () => setZoom(WHOLE),
    onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const act = keyed(event.key);
      if (act === null) return false;
      if (act === 'whole') setZoom(WHOLE);
      else if (typeof act === 'number') scaleBy(act, middle);
      // Arrows in a picture that is seen whole are somebody else's.
      else if (scale > 1) moveBy(act);
      else return false;
      return true;
    },
    pointer: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, inBox(event));
      },
      onPointerMove,
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick(event) {
        if (scale > 1) setZoom(WHOLE);
        else scaleBy(actualScale(picture, box), inBox(event));
      },
    },
  };
}

/** What a key does: show all, scale by a factor, or move. */
function keyed(key: string): 'whole' | number | Point | null {
  switch (key) {
    case '+':
    case '=':
      return STEP;
    case '-':
      return 1 / STEP;
    case '0':
      return 'whole';
    // As a page scrolls: to the right means to see what is further right.
    case 'ArrowLeft':
      return { x: STRIDE, y: 0 };
    case 'ArrowRight':
      return { x: -STRIDE, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: STRIDE };
    case 'ArrowDown':
      return { x: 0, y: -STRIDE };
    default:
      return null;
  }
}

const between = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);
