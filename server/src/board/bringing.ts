import { LONGEST_PAGE_NAME, MOST_PAGES } from '@lectern/contract';
import type { Command } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { inRoom } from './service.ts';
import {
  type BoardRoom,
  changePage,
  countPages,
  insertPage,
  listDrawnPages,
  listPages,
  turnAwayFrom,
} from './store.ts';

/**
 * As a part of a command: the pages of a breakout on which anything was drawn become the main room's, with all that is on
 * them. The breakout keeps the others, or gets a new one: it always has one. How many were brought.
 */
export async function bringPages(
  { tx, record }: Pick<Command, 'tx' | 'record'>,
  { name, ...from }: BoardRoom & { breakout_id: number; name: string },
): Promise<number> {
  const main = { session_id: from.session_id, breakout_id: null };
  const all = await listPages(tx, from);
  const drawn = new Set(await listDrawnPages(tx, from));
  if (drawn.size === 0) return 0;
  if ((await countPages(tx, main)) + drawn.size > MOST_PAGES) throw new Refusal('too_many_pages');
  if (drawn.size === all.length) {
    await record('board.page_added', { page: await insertPage(tx, from, '') }, inRoom(from));
  }
  await turnAwayFrom(tx, from.breakout_id, [...drawn]);
  for (const [index, { id, name: own, cleared }] of all.entries()) {
    if (!drawn.has(id)) continue;
    const page = { id, name: shortened(`${name}: ${own || index + 1}`) };
    await record('board.page_removed', { page_id: id }, inRoom(from));
    await changePage(tx, id, { name: page.name, breakout_id: null });
    await record('board.page_added', { page }, inRoom(main));
    if (cleared !== null) await record('board.page_cleared', { page_id: id, clear_id: cleared }, inRoom(main));
  }
  return drawn.size;
}

/** By whole characters. */
function shortened(name: string): string {
  let short = '';
  for (const character of name) {
    if (short.length + character.length > LONGEST_PAGE_NAME) break;
    short += character;
  }
  return short.trim();
}
