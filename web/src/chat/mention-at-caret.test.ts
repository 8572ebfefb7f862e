import { expect, test } from 'vitest';
import { matchingPeople, mentionAtCaret, withMention } from './mention-at-caret.ts';

const ines = { id: 1, first_name: 'Inês', last_name: 'Duarte', username: 'duarte_i' };
const ivo = { id: 2, first_name: 'Ivo', last_name: 'Ines', username: 'ivo' };

test.each([
  ['hi @in', { start: 3, query: 'in' }],
  ['@', { start: 0, query: '' }],
  ['mail@in', null],
  ['@ines done', null],
])('%s', (text, typing) => {
  expect(mentionAtCaret(text, text.length)).toEqual(typing);
});

test('people are found by any of their names, without accents', () => {
  expect(matchingPeople([ivo, ines], 'ines')).toEqual([ines, ivo]);
  expect(matchingPeople([ivo, ines], 'duarte_')).toEqual([ines]);
  expect(matchingPeople([ivo, ines], 'x')).toEqual([]);
  // Written out: Enter is to send it now.
  expect(matchingPeople([ivo, ines], 'ivo')).toEqual([]);
});

test('the username is written out where it was begun', () => {
  expect(withMention('hi @in there', { start: 3, query: 'in' }, 6, ines)).toEqual({
    text: 'hi @duarte_i there',
    caret: 13,
  });
});
