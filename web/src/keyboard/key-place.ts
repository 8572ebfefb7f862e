import type { KeyPlace } from './shortcuts.ts';

const TAKEN =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="slider"], [data-own-keys]';
const PRESSABLE = 'button, summary, video[controls], audio[controls], [role="button"], [role="switch"], [role="tab"]';

export function keyPlace(target: EventTarget | null): KeyPlace {
  // In front of the room, also where nothing in it has the focus.
  if (document.querySelector('dialog[open]')) return 'taken';
  if (!(target instanceof Element)) return 'free';
  if (target.closest(TAKEN)) return 'taken';
  return target.closest(PRESSABLE) ? 'pressable' : 'free';
}
