import type { BoardView, SessionView } from '@lectern/contract';
import { boardWith, roomWith, viewWith } from '#live/testing.ts';

/** What the tests of this folder start from: a board of three pages, the second of which has a name. */
export const threePages = (changes: Partial<BoardView> = {}): BoardView =>
  boardWith({
    pages: [
      { id: 11, name: '' },
      { id: 12, name: 'Vectors' },
      { id: 13, name: '' },
    ],
    open_page_id: 11,
    ...changes,
  });

/** A running session of account 1 with that board, seen by account 2 unless told otherwise. */
export const viewOf = (board: BoardView, changes: Partial<SessionView> = {}): SessionView =>
  viewWith({ room: roomWith({ board }), ...changes }, 'ongoing');
