import { expect, test } from 'vitest';
import { firstPages, pagesIn, pdfPageName } from './page-range.ts';

test.each([
  ['1', [1]],
  ['1-3', [1, 2, 3]],
  ['1-3, 7', [1, 2, 3, 7]],
  ['7, 1 - 3', [1, 2, 3, 7]],
  ['2–4;3', [2, 3, 4]],
  [' 1 2 3 ', [1, 2, 3]],
  ['1-9', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['', null],
  ['0', null],
  ['10', null],
  ['8-10', null],
  ['3-1', null],
  ['a', null],
  ['1-', null],
  ['-3', null],
  ['1.5', null],
])('%j of nine pages are %j', (typed, pages) => {
  expect(pagesIn(typed, 9)).toEqual(pages);
});

test('the first pages are written as one would type them', () => {
  expect(firstPages(1)).toBe('1');
  expect(firstPages(12)).toBe('1-12');
});

test('a page is called after the PDF and its place in it, and not too long', () => {
  expect(pdfPageName('Lecture 4', 12)).toBe('Lecture 4 12');
  expect(pdfPageName('a\n\u202Eb', 1)).toBe('a b 1');
  expect(pdfPageName('😀'.repeat(99), 100).length).toBeLessThanOrEqual(60);
});
