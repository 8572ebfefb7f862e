import type { Breakout } from '@lectern/contract';

/** So many new names, each with the smallest number that no room has yet. */
export function newNames(
  rooms: readonly Pick<Breakout, 'name'>[],
  count: number,
  nameOf: (number: number) => string,
): string[] {
  const taken = new Set(rooms.map(({ name }) => name));
  const names: string[] = [];
  for (let number = 1; names.length < count; number += 1) {
    const name = nameOf(number);
    if (!taken.has(name)) names.push(name);
  }
  return names;
}
