import type { BoardView, User } from '@lectern/contract';

/** What one person decided about which page they look at. */
export interface Turn {
  /** The page they turned to themselves. */
  readonly chosen: number;
  /** The account whose lead they left, until that lead ends. */
  readonly left: number | null;
  /** Who led when it was last looked. */
  readonly led_by: number | null;
}

/** Where one begins: at the page that was opened last. */
export function firstTurn(board: BoardView): Turn {
  return { chosen: board.open_page_id, left: null, led_by: board.led_by?.id ?? null };
}

/** The same turn after the board changed: whoever was led stays where they were led to, and a new lead is followed anew. */
export function afterChange(turn: Turn, before: BoardView, now: BoardView, own_id: number): Turn {
  const led_by = now.led_by?.id ?? null;
  if (led_by === turn.led_by) return turn;
  const was_led = followed({ ...now, led_by: before.led_by }, turn, own_id) !== null;
  return { chosen: was_led ? before.open_page_id : turn.chosen, left: null, led_by };
}

/** The host who leads this person now; null: nobody, themselves, or they went their own way. */
export function followed(board: BoardView, turn: Turn, own_id: number): User | null {
  const { led_by } = board;
  return led_by && led_by.id !== own_id && led_by.id !== turn.left ? led_by : null;
}

/** The page to show; what is gone gives way to what is open. */
export function shownPage(board: BoardView, turn: Turn, own_id: number): number {
  const wanted = followed(board, turn, own_id) ? board.open_page_id : turn.chosen;
  const there = (id: number) => board.pages.some((page) => page.id === id);
  if (there(wanted)) return wanted;
  return there(board.open_page_id) ? board.open_page_id : (board.pages[0]?.id ?? wanted);
}
