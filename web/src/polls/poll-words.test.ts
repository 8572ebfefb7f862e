import { expect, test } from 'vitest';
import { pollTrouble, writtenOptions } from './poll-words.ts';

const words = (question: string, ...texts: string[]) => ({
  question,
  options: texts.map((text, key) => ({ key, text })),
});

test.each([
  [words(' ', 'a', 'b'), 'question'],
  [words('Why?', 'a', ' '), 'options'],
  [words('Why?', 'a', 'a '), 'same'],
  [words('Why?', 'a', '', 'b'), null],
])('%j lacks %s', (poll, trouble) => {
  expect(pollTrouble(poll)).toBe(trouble);
});

test('empty lines are no options', () => {
  expect(writtenOptions(words('Why?', 'a ', '', 'b'))).toEqual(['a', 'b']);
});
