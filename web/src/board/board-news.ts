import type { SessionEvent } from '@lectern/contract';

/** What is worth a dot on the button of a closed board: that another person turned to a page, or added one. */
export function newsOf(event: SessionEvent, own_id: number): 'opened' | 'added' | null {
  if (event.actor_id === own_id) return null;
  switch (event.type) {
    case 'board.page_opened':
      return 'opened';
    case 'board.page_added':
      return 'added';
    default:
      return null;
  }
}
