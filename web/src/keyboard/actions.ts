import { useEffect, useRef } from 'react';
import type { Shortcut } from './keys.ts';

const actions = new Map<Shortcut, () => void>();

/** For as long as this is shown, its key does this; with null it does nothing. */
export function useShortcut(shortcut: Shortcut, action: (() => void) | null): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const run = () => latest.current?.();
    actions.set(shortcut, run);
    return () => {
      if (actions.get(shortcut) === run) actions.delete(shortcut);
    };
  }, [shortcut]);
}

/** False where nothing on the page answers to it. */
export function runShortcut(shortcut: Shortcut): boolean {
  const action = actions.get(shortcut);
  action?.();
  return action !== undefined;
}
