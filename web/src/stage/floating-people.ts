import type { PeopleMedia } from '#live/person-media.ts';

/** How many are still told apart in a small window. */
const MOST = 4;

/** Whom the small window shows: who shares a screen, who speaks, then those in front on the stage whose camera is on. */
export function floatingPeople(order: readonly number[], main: number | null, people: PeopleMedia): number[] {
  const wanted = [
    ...order.filter((id) => people.get(id)?.sharing),
    ...(main === null ? [] : [main]),
    ...order.filter((id) => people.get(id)?.camera),
    ...order.slice(0, 1),
  ];
  return [...new Set(wanted)].slice(0, MOST);
}
