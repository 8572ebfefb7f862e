import type { BoardView } from '@lectern/contract';
import { expect, test } from 'vitest';
import { person } from '#live/testing.ts';
import { afterChange, firstTurn, followed, shownPage, type Turn } from './board-turn.ts';
import { threePages } from './testing-view.ts';

const ME = 2;
const led = (open_page_id: number, by = 1) => threePages({ open_page_id, led_by: person(by) });

/** The page that is shown after each of these boards, one after the other. */
function through(turn: Turn, ...boards: BoardView[]): { turn: Turn; pages: number[] } {
  let before = boards[0] ?? threePages();
  const pages: number[] = [];
  for (const now of boards) {
    turn = afterChange(turn, before, now, ME);
    before = now;
    pages.push(shownPage(now, turn, ME));
  }
  return { turn, pages };
}

test('one begins at the page that is open, and is not moved by hosts who turn to another', () => {
  const board = threePages({ open_page_id: 12 });
  expect(through(firstTurn(board), board, threePages({ open_page_id: 13 })).pages).toEqual([12, 12]);
});

test('a lead takes along, page by page; where it ends one stays', () => {
  const { pages } = through(firstTurn(threePages()), threePages(), led(12), led(13), threePages({ open_page_id: 13 }));
  expect(pages).toEqual([11, 12, 13, 13]);
});

test('whoever goes their own way is left alone until another lead begins', () => {
  const own = { ...firstTurn(led(12)), chosen: 11, left: 1 };
  expect(followed(led(12), own, ME)).toBeNull();
  const { turn, pages } = through(own, led(12), led(13), threePages({ open_page_id: 13 }), led(12));
  expect(pages).toEqual([11, 11, 11, 12]);
  expect(followed(led(12), turn, ME)).toEqual(person(1));
});

test('another host who takes over the lead is followed, also by who left the first', () => {
  const own = { ...firstTurn(led(12)), chosen: 11, left: 1 };
  expect(through(own, led(12), led(13, 3)).pages).toEqual([11, 13]);
});

test('nobody follows themselves', () => {
  expect(followed(led(12, ME), firstTurn(led(12, ME)), ME)).toBeNull();
});

test('a page that is gone gives way to the open one, else to the first', () => {
  const turn = { ...firstTurn(threePages()), chosen: 13 };
  const without = threePages({ pages: threePages().pages.slice(0, 2), open_page_id: 12 });
  expect(shownPage(without, turn, ME)).toBe(12);
  expect(shownPage({ ...without, open_page_id: 13 }, turn, ME)).toBe(11);
});
