import { expect, test } from 'vitest';
import { initials } from './person-name.ts';

const person = (first_name: string, last_name: string) => ({ first_name, last_name, username: 'ada' });

test('initials are the first letters of both names', () => {
  expect(initials(person('Ada', 'Byron'))).toBe('AB');
});

test('one name gives one letter', () => {
  expect(initials(person('Ada', ''))).toBe('A');
});

test('without a name the username gives the letter', () => {
  expect(initials(person('', ''))).toBe('A');
});

test('a letter outside the basic plane stays whole', () => {
  expect(initials(person('𝒜da', ''))).toBe('𝒜');
});
