import { useSyncExternalStore } from 'react';
import type { OwnScreen, OwnScreenState } from '#live/own-screen.ts';
import { ownScreen } from '#live/this-screen.ts';

export function useOwnScreen(session_id: number): { own: OwnScreen; state: OwnScreenState } {
  const own = ownScreen(session_id);
  return { own, state: useSyncExternalStore(own.subscribe, own.getState) };
}
