import { useSyncExternalStore } from 'react';

function subscribe(reader: () => void): () => void {
  document.addEventListener('fullscreenchange', reader);
  return () => document.removeEventListener('fullscreenchange', reader);
}

const isOn = () => document.fullscreenElement !== null;

/** The whole page on the whole screen. Not offered on phones whose browser keeps that to videos. */
export function useFullScreen(): { offered: boolean; on: boolean; toggle: () => void } {
  const on = useSyncExternalStore(subscribe, isOn);
  return {
    offered: document.fullscreenEnabled,
    on,
    toggle() {
      const done = isOn() ? document.exitFullscreen() : document.documentElement.requestFullscreen();
      // The browser may refuse without a click of the person's; then nothing changes, which is seen.
      void done.catch(() => undefined);
    },
  };
}
