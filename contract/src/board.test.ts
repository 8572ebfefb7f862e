import { expect, test } from 'vitest';
import { applyToBoard, type BoardView } from './board.ts';
import type { EventData, EventType } from './events.ts';

const board: BoardView = {
  pages: [1, 2, 3].map((id) => ({ id, name: '' })),
  open_page_id: 2,
  led_by: null,
  cleared: [{ page_id: 2, clear_id: 5 }],
};

type BoardType = Extract<EventType, `board.${string}`>;
const after = <T extends BoardType>(type: T, data: EventData<T>, before = board) =>
  // One of the union's members, put together.
  applyToBoard(before, { session_id: 7, seq: 1, at: '', actor_id: 1, type, data } as Parameters<
    typeof applyToBoard
  >[1]);

test('the open page is the first again where it is removed, and its clearing is forgotten', () => {
  expect(after('board.page_removed', { page_id: 2 })).toMatchObject({ open_page_id: 1, cleared: [] });
  expect(after('board.page_removed', { page_id: 1 })).toMatchObject({ open_page_id: 2, cleared: board.cleared });
});

test('of each page the last clearing can be taken back, and they stand in the order of the pages', () => {
  const again = after('board.page_cleared', { page_id: 2, clear_id: 6 });
  expect(again.cleared).toEqual([{ page_id: 2, clear_id: 6 }]);
  const both = after('board.page_cleared', { page_id: 1, clear_id: 1 }, again);
  expect(both.cleared.map((one) => one.page_id)).toEqual([1, 2]);
  expect(after('board.page_restored', { page_id: 2, clear_id: 6 }, both).cleared).toEqual([
    { page_id: 1, clear_id: 1 },
  ]);
});
