import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';

/** Makes a button that is on for as long as it is held down, by a finger, the mouse or a key. */
export function holdHandlers(hold: (held: boolean) => void, toggle: () => void) {
  const byKey = (held: boolean) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    // Nor a click when it is let go of.
    event.preventDefault();
    if (!event.repeat) hold(held);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      // Wherever the finger slides to, this hears when it is lifted.
      event.currentTarget.setPointerCapture?.(event.pointerId);
      hold(true);
    },
    onPointerUp: () => hold(false),
    onPointerCancel: () => hold(false),
    onKeyDown: byKey(true),
    onKeyUp: byKey(false),
    onBlur: () => hold(false),
    // A long press is no question about the button.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
    // What presses without a finger and without a key, such as a screen reader, cannot hold.
    onClick: (event: MouseEvent) => event.detail === 0 && toggle(),
  };
}
