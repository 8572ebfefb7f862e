import { expect, test } from 'vitest';
import { dateLocale, fromLocalInput, timeSpan, toLocalInput } from './session-times.ts';

test('a time goes through the date field and back unchanged', () => {
  expect(fromLocalInput(toLocalInput('2026-03-29T01:30:00.000Z'))).toBe('2026-03-29T01:30:00.000Z');
});

test.each(['', 'soon', '2026-13-40T99:99'])('no time is made of %j', (text) => {
  expect(fromLocalInput(text)).toBeNull();
});

test('an empty field stands for no time', () => {
  expect(toLocalInput(null)).toBe('');
});

test('dates follow the country of the reader, in the language of the page', () => {
  expect(dateLocale('en', ['pt-PT', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(dateLocale('en', ['pt-PT'])).toBe('en');
  expect(dateLocale('en', ['eno'])).toBe('en');
});

test('a span on one day names the day once', () => {
  const span = timeSpan('2026-05-05T12:00:00.000Z', '2026-05-05T12:30:00.000Z', 'en');
  expect(span.match(/2026/g)).toHaveLength(1);
});
