import { expect, test } from 'vitest';
import { newNames } from './room-names.ts';

const nameOf = (number: number) => `Room ${number}`;

test('new rooms are numbered on, and a number that is free again is taken first', () => {
  expect(newNames([], 3, nameOf)).toEqual(['Room 1', 'Room 2', 'Room 3']);
  expect(newNames([{ name: 'Room 1' }, { name: 'Owls' }, { name: 'Room 3' }], 2, nameOf)).toEqual(['Room 2', 'Room 4']);
});
