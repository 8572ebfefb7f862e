import type { KeyPlace } from './shortcuts.ts';

const TAKEN = 'input, textarea, select, [contenteditable], dialog, [role="menu"], [role="listbox"], [role="slider"]';
const PRESSABLE = 'button, summary, video[controls], audio[controls], [role="button"], [role="switch"], [role="tab"]';

export function keyPlace(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'free';
  if (target.closest(TAKEN)) return 'taken';
  return target.closest(PRESSABLE) ? 'pressable' : 'free';
}
