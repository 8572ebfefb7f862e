import type { Participant } from '@lectern/contract';

/** The most tiles that are still worth looking at. */
export const MOST_TILES = 25;

/** Who gets a tile, and how many do not: the others in order of joining, and oneself last. */
export function onStage(participants: readonly Participant[], account_id: number) {
  const others = participants.filter((one) => one.user.id !== account_id);
  const own = participants.filter((one) => one.user.id === account_id);
  const everybody = [...others, ...own];
  if (everybody.length <= MOST_TILES) return { shown: everybody, more: 0 };
  const shown = [...others.slice(0, MOST_TILES - 1 - own.length), ...own];
  return { shown, more: everybody.length - shown.length };
}
