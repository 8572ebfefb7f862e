import { useEffect, useRef } from 'react';
import { preferences } from '#settings/preferences.ts';
import { runShortcut } from './actions.ts';
import { keyPlace } from './key-place.ts';
import { isTalkKey, shortcutFor } from './shortcuts.ts';

/** Listens to the single keys of the live room, and to Space for as long as it is held. */
export function useKeyboard(talk: (held: boolean) => void): void {
  const latest = useRef(talk);
  useEffect(() => {
    latest.current = talk;
  });
  useEffect(() => {
    let held = false;
    const letGo = () => {
      if (!held) return;
      held = false;
      latest.current(false);
    };
    const onDown = (event: KeyboardEvent) => {
      const place = keyPlace(event.target);
      const { shortcuts, push_to_talk } = preferences();
      if ((shortcuts || push_to_talk) && isTalkKey(event, place)) {
        // Held down it would scroll the page.
        event.preventDefault();
        if (!held) latest.current(true);
        held = true;
        return;
      }
      const shortcut = shortcuts ? shortcutFor(event, place) : null;
      if (shortcut && runShortcut(shortcut)) event.preventDefault();
    };
    const onUp = ({ code }: KeyboardEvent) => {
      if (code === 'Space') letGo();
    };
    document.addEventListener('keydown', onDown);
    document.addEventListener('keyup', onUp);
    // The key may be let go of where this page does not hear it.
    window.addEventListener('blur', letGo);
    document.addEventListener('visibilitychange', letGo);
    return () => {
      letGo();
      document.removeEventListener('keydown', onDown);
      document.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', letGo);
      document.removeEventListener('visibilitychange', letGo);
    };
  }, []);
}
