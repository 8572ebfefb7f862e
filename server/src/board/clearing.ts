import type { BoardView } from '@lectern/contract';
import type * as Y from 'yjs';
import type { Database } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockVisible } from '#sessions/standing.ts';
import { clearPage, restorePage } from './page-document.ts';
import { refusalToRun } from './policy.ts';
import { inRoom, pageOf, refuse, roomOf } from './service.ts';
import { changePage, nextClearId, readBoard } from './store.ts';

export interface ClearingParts {
  db: Database;
  log: EventLog;
  /** Changes what is drawn on a page, and resolves once that is kept. */
  editDrawing: (page_id: number, change: (doc: Y.Doc) => void) => Promise<void>;
}

export type ClearingService = ReturnType<typeof createClearing>;

/**
 * Clearing a page, and taking that back. What is drawn and the log cannot be changed as one, so the drawing comes first:
 * a clearing gets its number, marks what is drawn with it, and only then is told. Where the server dies between, the page
 * is empty and nothing was told; clearing it again takes what was marked along, and so does taking back an earlier one.
 * No row is held meanwhile, for changing the drawing needs a connection of its own.
 */
export function createClearing({ db, log, editDrawing }: ClearingParts) {
  /** Clearing a page on which nothing is, is no error, and keeps what can be taken back. */
  async function clear(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    const { clear_id, last, session, room } = await db.transact(async (tx) => {
      const standing = await lockVisible(tx, actor, id);
      refuse(refusalToRun(standing));
      const room = roomOf(standing);
      const { cleared } = await pageOf(tx, room, page_id);
      return { clear_id: await nextClearId(tx, page_id), last: cleared, session: standing.session, room };
    });
    let marked = 0;
    await editDrawing(page_id, (doc) => {
      marked = clearPage(doc, clear_id, last);
    });
    if (marked === 0) return readBoard(db.orm, session, room.breakout_id);
    return log.command(id, actor.id, async ({ tx, record }) => {
      const held = await holdSession(tx, id);
      const { cleared } = await pageOf(tx, room, page_id);
      // Of two at once the later one has taken along what the first marked.
      if (cleared === null || cleared < clear_id) {
        await changePage(tx, page_id, { cleared: clear_id });
        await record('board.page_cleared', { page_id, clear_id }, inRoom(room));
      }
      return readBoard(tx, held, room.breakout_id);
    });
  }

  /** Takes the last clearing back. What was drawn since stays too. */
  async function restore(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    const { clear_id, room } = await db.transact(async (tx) => {
      const standing = await lockVisible(tx, actor, id);
      refuse(refusalToRun(standing));
      const room = roomOf(standing);
      const { cleared } = await pageOf(tx, room, page_id);
      if (cleared === null) throw new Refusal('nothing_to_restore');
      return { clear_id: cleared, room };
    });
    await editDrawing(page_id, restorePage);
    return log.command(id, actor.id, async ({ tx, record }) => {
      const session = await holdSession(tx, id);
      const { cleared } = await pageOf(tx, room, page_id);
      if (cleared === clear_id) {
        await changePage(tx, page_id, { cleared: null });
        await record('board.page_restored', { page_id, clear_id }, inRoom(room));
      }
      return readBoard(tx, session, room.breakout_id);
    });
  }

  return { clear, restore };
}
