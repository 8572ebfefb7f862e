import { z } from 'zod';
import { User } from './accounts.ts';
import type { SessionEvent } from './events.ts';
import { Id } from './primitives.ts';

export const LONGEST_PAGE_NAME = 60;
export const MOST_PAGES = 100;

/** One sheet of a session's board. What is drawn on it is a document of its own, and not in the log. */
export const BoardPage = z
  .object({
    id: Id,
    /** Empty: people see its place among the others instead. */
    name: z.string(),
  })
  .meta({ id: 'BoardPage' });
export type BoardPage = z.infer<typeof BoardPage>;

export const BoardView = z
  .object({
    /** In order of making: one that comes from a breakout stands where it would, had it been made here. There is always one. */
    pages: z.array(BoardPage).min(1),
    /** The page that a host turned to last; the first, where it is gone or none ever did. */
    open_page_id: Id,
    /** The host whose view the others' boards follow. */
    led_by: User.nullable(),
    /** The pages whose last clearing can still be taken back, in the order of the pages. */
    cleared: z.array(z.object({ page_id: Id, clear_id: Id })),
  })
  .meta({ id: 'BoardView' });
export type BoardView = z.infer<typeof BoardView>;

/** Those events that change it. */
export type BoardEvent = Extract<SessionEvent, { type: `board.${string}` | 'session.ended' }>;

/** Folds one event into it; changes nothing of what it was given. */
export function applyToBoard(board: BoardView, event: BoardEvent): BoardView {
  switch (event.type) {
    case 'board.page_added':
      return { ...board, pages: [...board.pages, event.data.page].sort((one, other) => one.id - other.id) };
    case 'board.page_renamed': {
      const { page_id, name } = event.data;
      return { ...board, pages: board.pages.map((page) => (page.id === page_id ? { ...page, name } : page)) };
    }
    case 'board.page_removed':
      return withoutPage(board, event.data.page_id);
    case 'board.page_cleared': {
      const cleared = [...notCleared(board, event.data.page_id), event.data];
      return { ...board, cleared: cleared.sort((one, other) => one.page_id - other.page_id) };
    }
    case 'board.page_restored':
      return { ...board, cleared: notCleared(board, event.data.page_id) };
    case 'board.page_opened':
      return { ...board, open_page_id: event.data.page_id };
    case 'board.led':
      return { ...board, led_by: event.data.user };
    case 'board.lead_ended':
    case 'session.ended':
      return { ...board, led_by: null };
    default:
      return event satisfies never;
  }
}

function withoutPage(board: BoardView, page_id: number): BoardView {
  const pages = board.pages.filter((page) => page.id !== page_id);
  const open_page_id = board.open_page_id === page_id ? (pages[0]?.id ?? page_id) : board.open_page_id;
  return { ...board, pages, open_page_id, cleared: notCleared(board, page_id) };
}

function notCleared({ cleared }: BoardView, page_id: number): BoardView['cleared'] {
  return cleared.filter((one) => one.page_id !== page_id);
}
