import { type RefObject, useSyncExternalStore } from 'react';

export interface FullScreen {
  /** Not on phones whose browser keeps that to videos. */
  offered: boolean;
  on: boolean;
  toggle: () => void;
}

function subscribe(reader: () => void): () => void {
  document.addEventListener('fullscreenchange', reader);
  return () => document.removeEventListener('fullscreenchange', reader);
}

const isOn = () => document.fullscreenElement !== null;

/** A part of the page on the whole screen. */
export function useFullScreenOf(part: RefObject<HTMLElement | null>): FullScreen {
  const on = useSyncExternalStore(subscribe, isOn);
  return {
    offered: document.fullscreenEnabled,
    on,
    toggle() {
      const done = isOn() ? document.exitFullscreen() : part.current?.requestFullscreen();
      // The browser may refuse; then nothing changes, which is seen.
      void done?.catch(() => undefined);
    },
  };
}
