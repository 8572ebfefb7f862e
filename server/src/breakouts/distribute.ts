import type { Assignment } from '@lectern/contract';

/** A whole number from 0 up to `below`, each as likely. */
export type Random = (below: number) => number;

/**
 * Everybody anew: the sizes of the rooms differ by one at most, and so do those of who is here, who are dealt first.
 */
export function distributeAtRandom(
  people: { here: readonly number[]; away: readonly number[] },
  rooms: readonly number[],
  random: Random,
): Assignment[] {
  const order = [...shuffled(people.here, random), ...shuffled(people.away, random)];
  return order.map((account_id, index) => ({ account_id, breakout_id: roomAt(rooms, index % rooms.length) }));
}

/** Who has no room goes to the emptiest, of several to the first; all others stay where they are. */
export function distributeEvenly(
  people: { here: readonly number[]; away: readonly number[] },
  rooms: readonly number[],
  assigned: readonly Assignment[],
): Assignment[] {
  const sizes = new Map(rooms.map((room) => [room, 0]));
  for (const { breakout_id } of assigned) sizes.set(breakout_id, (sizes.get(breakout_id) ?? 0) + 1);
  const placed = new Set(assigned.map(({ account_id }) => account_id));
  return [...people.here, ...people.away]
    .filter((account_id) => !placed.has(account_id))
    .map((account_id) => {
      const breakout_id = rooms.reduce((emptiest, room) => (sizeOf(room) < sizeOf(emptiest) ? room : emptiest));
      sizes.set(breakout_id, sizeOf(breakout_id) + 1);
      return { account_id, breakout_id };
    });

  function sizeOf(room: number): number {
    return sizes.get(room) ?? 0;
  }
}

function shuffled(people: readonly number[], random: Random): number[] {
  const left = [...people];
  return people.flatMap(() => left.splice(random(left.length), 1));
}

function roomAt(rooms: readonly number[], index: number): number {
  const room = rooms[index];
  if (room === undefined) throw new Error('There are no rooms to distribute people to');
  return room;
}
