import { type TouchEvent, useRef } from 'react';

/** How far a finger goes before that turns a page, in pixels. */
const FAR = 60;

interface Pages {
  page: number;
  pages: number;
  turnTo: (page: number) => void;
}

/** Turns pages as one does on a phone. What is swiped over a shared screen moves that screen, not the page. */
export function useSwipe({ page, pages, turnTo }: Pages) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart({ touches, target }: TouchEvent) {
      const finger = touches[0];
      const over_screen = target instanceof Element && target.closest('[data-tile^="screen-"]') !== null;
      start.current = finger && touches.length === 1 && !over_screen ? { x: finger.clientX, y: finger.clientY } : null;
    },
    onTouchEnd({ changedTouches }: TouchEvent) {
      const finger = changedTouches[0];
      const from = start.current;
      start.current = null;
      if (!from || !finger || pages < 2) return;
      const across = finger.clientX - from.x;
      if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(finger.clientY - from.y)) return;
      turnTo(Math.min(pages - 1, Math.max(0, page + (across < 0 ? 1 : -1))));
    },
  };
}
