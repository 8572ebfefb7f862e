import { useEffect, useSyncExternalStore } from 'react';
import { canFloat, float, floatingWindow, isFloating, subscribeFloating, unfloat } from './floating-window.ts';

declare global {
  interface MediaSession {
    setActionHandler(action: 'enterpictureinpicture', handler: (() => void) | null): void;
  }
}

/** The stage in a small window above all others. */
export function useFloating() {
  const on = useSyncExternalStore(subscribeFloating, isFloating);
  return {
    offered: canFloat(),
    /** Whether the browser can do so by itself when the tab is left. */
    byItself: window.documentPictureInPicture !== undefined && answersLeaving(null),
    on,
    toggle() {
      if (on) unfloat();
      else void float();
    },
  };
}

export function useFloatingWindow(): Window | null {
  return useSyncExternalStore(subscribeFloating, floatingWindow);
}

/** While the component is there, leaving the tab makes the stage float, and coming back ends that. */
export function useFloatWhenHidden(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    let byItself = false;
    const answers = answersLeaving(() => {
      byItself = true;
      void float();
    });
    if (!answers) return;
    const comeBack = () => {
      if (document.visibilityState !== 'visible' || !byItself) return;
      byItself = false;
      unfloat();
    };
    document.addEventListener('visibilitychange', comeBack);
    return () => {
      document.removeEventListener('visibilitychange', comeBack);
      answersLeaving(null);
    };
  }, [wanted]);
}

/** What the browser calls when the tab of a running call is left. False where it knows of no such thing. */
function answersLeaving(handler: (() => void) | null): boolean {
  if (!('mediaSession' in navigator)) return false;
  try {
    navigator.mediaSession.setActionHandler('enterpictureinpicture', handler);
    return true;
  } catch {
    return false;
  }
}
