import { expect, test } from 'vitest';
import { participant } from '#live/testing.ts';
import { findPeople } from './find-people.ts';

const named = (id: number, first_name: string, last_name: string) => {
  const one = participant(id);
  return { ...one, user: { ...one.user, first_name, last_name } };
};
const people = [named(1, 'Inês', 'Duarte'), named(2, 'Amir', 'Test'), named(3, 'Lotte', 'Östlund')];
const found = (wanted: string) => findPeople(people, wanted).map((one) => one.user.id);

test('nothing looked for is everybody', () => {
  expect(found('  ')).toEqual([1, 2, 3]);
});

test('a part of the name is enough, without its accents and capitals', () => {
  expect(found('ines d')).toEqual([1]);
  expect(found('OST')).toEqual([3]);
});

test('the username is a name too', () => {
  expect(found('p2')).toEqual([2]);
});
