/** What the place of an element among the others is made of. */
export interface Placed {
  readonly id: string;
  readonly index: string | null;
}

const DIGITS = '0-9A-Za-z';
const KEY = new RegExp(`^([a-zA-Z])([${DIGITS}]*)$`);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** How many digits are left to chance. */
const CHANCE = 3;
const FRACTION = '123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** By the fractional index; where two have the same, by their ids, so that everybody sees the same. Without one, on top. */
export function inOrder(one: Placed, other: Placed): number {
  if (one.index !== other.index) {
    if (one.index === null) return 1;
    if (other.index === null) return -1;
    return one.index < other.index ? -1 : 1;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** Whether it is an index as Excalidraw makes them: it fails on any other. */
export function isIndex(text: string): boolean {
  const [, head, rest] = KEY.exec(text) ?? [];
  if (head === undefined || rest === undefined) return false;
  const digits = wholeDigits(head);
  if (rest.length < digits || rest.length > 200) return false;
  // The least of all, to which nothing could be put before; and fractions have no zeros at their end.
  return !(rest.length > digits && rest.endsWith('0')) && !/^A0*$/.test(text);
}

/** The first letter says of how many digits the whole part is: a one, b two …, Z one, Y two …. */
function wholeDigits(head: string): number {
  const low = LETTERS.indexOf(head);
  return low >= 0 ? low + 1 : LETTERS.length - LETTERS.toUpperCase().indexOf(head);
}

/**
 * An index a little above this one and still below the next. Two people who draw at the same time both put what they draw
 * on top, at the very same index: a few digits by chance spare everybody the putting right. What has such digits already, as
 * after its removal was undone, stays where it was.
 */
export function spreadIndex(index: string, next: string | null, random: () => number): string {
  if (index.length > wholeDigits(index[0] ?? '') + CHANCE) return index;
  let spread = index;
  for (let digit = 0; digit < CHANCE; digit++) spread += FRACTION[Math.floor(random() * FRACTION.length)] ?? '1';
  return next === null || spread < next ? spread : index;
}
