import type { Assignment } from '@lectern/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributeAtRandom, distributeEvenly } from './distribute.ts';

const ids = (from: number) => fc.uniqueArray(fc.integer({ min: from, max: from + 999 }), { maxLength: 60 });
const everybody = fc.record({ here: ids(1), away: ids(1_001) });
const someRooms = fc.uniqueArray(fc.integer({ min: 5_000, max: 5_060 }), { minLength: 1, maxLength: 12 });

const sizes = (rooms: number[], assigned: Assignment[]) =>
  rooms.map((room) => assigned.filter(({ breakout_id }) => breakout_id === room).length);
const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);

test('at random everybody has one room, and neither the rooms nor those who are here differ by more than one', () => {
  fc.assert(
    fc.property(everybody, someRooms, fc.infiniteStream(fc.nat()), (people, rooms, stream) => {
      const random = (below: number) => (stream.next().value ?? 0) % below;
      const dealt = distributeAtRandom(people, rooms, random);
      expect(dealt.map((one) => one.account_id).sort()).toEqual([...people.here, ...people.away].sort());
      expect(spread(sizes(rooms, dealt))).toBeLessThanOrEqual(1);
      const here = new Set(people.here);
      const ofThese = dealt.filter((one) => here.has(one.account_id));
      expect(spread(sizes(rooms, ofThese))).toBeLessThanOrEqual(1);
    }),
  );
});

test('every order may come of it', () => {
  const people = { here: [1, 2, 3], away: [] };
  const orders = new Set<string>();
  for (const first of [0, 1, 2]) {
    for (const second of [0, 1]) {
      const picks = [first, second, 0];
      const dealt = distributeAtRandom(people, [7, 8, 9], () => picks.shift() ?? 0);
      orders.add(dealt.map((one) => one.account_id).join());
    }
  }
  expect(orders.size).toBe(6);
});

test('evenly whoever has a room keeps it, all others get one, and no room grows while another is emptier', () => {
  fc.assert(
    fc.property(everybody, someRooms, fc.infiniteStream(fc.nat()), (people, rooms, stream) => {
      const all = [...people.here, ...people.away];
      const before = all.flatMap((account_id) => {
        const pick = stream.next().value ?? 0;
        const breakout_id = rooms[pick % rooms.length];
        return pick % 3 > 0 || breakout_id === undefined ? [] : [{ account_id, breakout_id }];
      });
      const added = distributeEvenly(people, rooms, before);
      const placed = new Set(before.map((one) => one.account_id));
      expect(added.map((one) => one.account_id).sort()).toEqual(all.filter((one) => !placed.has(one)).sort());
      const grown = new Set(added.map((one) => one.breakout_id));
      const after = sizes(rooms, [...before, ...added]);
      const smallest = Math.min(...after);
      for (const [index, room] of rooms.entries()) {
        if (grown.has(room)) expect(after[index]).toBeLessThanOrEqual(smallest + 1);
      }
    }),
  );
});
