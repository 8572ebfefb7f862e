import { type RefObject, useEffect } from 'react';
import type { StageState } from './use-arrangement.ts';

/** How far a finger goes before that turns a page, in pixels. */
const FAR = 60;

/** Turns pages as one does on a phone. What is swiped over a shared screen moves that screen, not the page. */
export function useSwipe(
  element: RefObject<HTMLElement | null>,
  { page, pages, turnTo }: Pick<StageState, 'page' | 'pages' | 'turnTo'>,
): void {
  useEffect(() => {
    const stage = element.current;
    if (!stage || pages < 2) return;
    let start: { x: number; y: number } | null = null;
    const onStart = ({ touches, target }: TouchEvent) => {
      const finger = touches.length === 1 ? touches[0] : undefined;
      const overScreen = target instanceof Element && target.closest('[data-tile^="screen-"]') !== null;
      start = finger && !overScreen ? { x: finger.clientX, y: finger.clientY } : null;
    };
    const onEnd = ({ changedTouches }: TouchEvent) => {
      const finger = changedTouches[0];
      if (!start || !finger) return;
      const across = finger.clientX - start.x;
      const isTurn = Math.abs(across) >= FAR && Math.abs(across) >= 2 * Math.abs(finger.clientY - start.y);
      start = null;
      if (isTurn) turnTo(Math.min(pages - 1, Math.max(0, page + (across < 0 ? 1 : -1))));
    };
    stage.addEventListener('touchstart', onStart, { passive: true });
    stage.addEventListener('touchend', onEnd, { passive: true });
    return () => {
      stage.removeEventListener('touchstart', onStart);
      stage.removeEventListener('touchend', onEnd);
    };
  }, [element, page, pages, turnTo]);
}
