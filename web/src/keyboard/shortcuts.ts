import { KEYS, type Shortcut } from './keys.ts';

const SHORTCUTS: ReadonlyMap<string, Shortcut> = new Map(
  (['microphone', 'camera', 'hand', 'chat', 'participants', 'board', 'screen', 'breakouts', 'help'] as const).map(
    (one) => [KEYS[one], one],
  ),
);

/** Where a key was pressed. taken: keys mean something else there. pressable: Space presses it. free: anywhere else. */
export type KeyPlace = 'taken' | 'pressable' | 'free';

/** What matters of a keyboard event. */
export interface KeyPress {
  key: string;
  code: string;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  /** Somebody else has made use of it. */
  defaultPrevented: boolean;
}

/** What a key press means there; null: nothing to us. */
export function shortcutFor(press: KeyPress, place: KeyPlace): Shortcut | null {
  if (place === 'taken' || press.repeat || !isBare(press)) return null;
  return SHORTCUTS.get(letterOf(press)) ?? null;
}

/** Whether this begins to talk: Space, where it neither writes nor presses anything. */
export function isTalkKey(press: KeyPress, place: KeyPlace): boolean {
  return place === 'free' && press.code === 'Space' && isBare(press);
}

function isBare({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: KeyPress): boolean {
  return !ctrlKey && !metaKey && !altKey && !isComposing && !defaultPrevented;
}

/** By what it writes; where that is no Latin letter, by where it is on the keyboard. */
function letterOf({ key, code }: KeyPress): string {
  if (key.length !== 1) return '';
  if (key === '?' || /[a-z]/i.test(key)) return key.toLowerCase();
  return /\p{Letter}/u.test(key) && code.startsWith('Key') ? code.slice(3).toLowerCase() : '';
}
