import { BoardPage, type BoardView, type ErrorCode, MOST_PAGES, type PageCreate, type Right } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockVisible, type SessionRow, type Standing } from '#sessions/standing.ts';
import { refusalToDraw, refusalToRun } from './policy.ts';
import {
  type BoardRoom,
  changeLead,
  changeOpenPage,
  changePage,
  countPages,
  deletePage,
  endAnyLead,
  endLeadOf,
  findPage,
  findRoomOfPage,
  findUser,
  insertPage,
  type PageRow,
  readBoard,
} from './store.ts';

export interface BoardParts {
  db: Database;
  log: EventLog;
  /** Whether an account may use a right now. */
  mayUseNow: (db: Executor, session: SessionRow, account_id: number, right: Right) => Promise<boolean>;
  /** Deletes what was drawn on a page, in the transaction that removes it. */
  deleteDrawing: (tx: Tx, page_id: number) => Promise<void>;
  /** Closes a page that is not there any more for all who have it open. Never throws. */
  forgetDrawing: (page_id: number) => Promise<unknown>;
}

export type BoardService = ReturnType<typeof createBoardService>;

/**
 * The pages of the board of the room where the actor is, and who leads there. What is drawn on them does not come this way.
 */
export function createBoardService({ db, log, mayUseNow, deleteDrawing, forgetDrawing }: BoardParts) {
  async function addPage(actor: Actor, id: number, { name }: PageCreate, key: string | null): Promise<BoardPage> {
    const asking = { account_id: actor.id, key, asks: ['POST pages', id, name] };
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      const standing = await lockVisible(tx, actor, id);
      const outcome = await once(tx, asking, at, write, (answer) => BoardPage.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<BoardPage> {
        await refuseToDraw(tx, standing, actor);
        const room = roomOf(standing);
        if ((await countPages(tx, room)) >= MOST_PAGES) throw new Refusal('too_many_pages');
        const page = await insertPage(tx, room, name);
        await record('board.page_added', { page }, inRoom(room));
        return page;
      }
    });
  }

  async function renamePage(actor: Actor, id: number, page_id: number, name: string): Promise<BoardPage> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const standing = await lockVisible(tx, actor, id);
      await refuseToDraw(tx, standing, actor);
      const room = roomOf(standing);
      const page = await pageOf(tx, room, page_id);
      if (page.name !== name) {
        await changePage(tx, page_id, { name });
        await record('board.page_renamed', { page_id, name }, inRoom(room));
      }
      return { id: page_id, name };
    });
  }

  /** With all that is drawn on it, for good. */
  async function removePage(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    const board = await asHost(actor, id, async ({ tx, record, room }) => {
      await pageOf(tx, room, page_id);
      if ((await countPages(tx, room)) === 1) throw new Refusal('last_page');
      await deletePage(tx, page_id);
      await deleteDrawing(tx, page_id);
      await record('board.page_removed', { page_id }, inRoom(room));
    });
    await forgetDrawing(page_id);
    return board;
  }

  async function openPage(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    return asHost(actor, id, async ({ tx, record, room, standing }) => {
      await pageOf(tx, room, page_id);
      if ((await readBoard(tx, standing.session, room.breakout_id)).open_page_id === page_id) return;
      await changeOpenPage(tx, room, page_id);
      await record('board.page_opened', { page_id }, inRoom(room));
    });
  }

  /** Begins to lead, in place of whoever does, or ends one's own leading. */
  async function lead(actor: Actor, id: number, on: boolean): Promise<BoardView> {
    return asHost(actor, id, async ({ tx, record, room, standing: { session, is_inside } }) => {
      if (session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
      if (!is_inside) throw new Refusal('not_in_session');
      if (!on) return endLead(tx, record, id, actor.id);
      const { led_by } = await readBoard(tx, session, room.breakout_id);
      if (led_by?.id === actor.id) return;
      await changeLead(tx, room, actor.id);
      const user = await findUser(tx, actor.id);
      if (!user) throw new Error(`Account ${actor.id} is gone`);
      await record('board.led', { user }, inRoom(room));
    });
  }

  /** As a part of another command: whoever leaves the room, or is no host any more, does not lead. */
  async function endLead(tx: Tx, record: RecordEvent, session_id: number, account_id: number): Promise<void> {
    for (const breakout_id of await endLeadOf(tx, session_id, account_id)) {
      await record('board.lead_ended', { account_id }, { to: 'room', breakout_id });
    }
  }

  interface HostCommand {
    tx: Tx;
    record: RecordEvent;
    /** Where the host is. */
    room: BoardRoom;
    standing: Standing;
  }

  /** Runs a command that is the hosts' alone; the board after it. */
  function asHost(actor: Actor, id: number, work: (command: HostCommand) => Promise<void>): Promise<BoardView> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const standing = await lockVisible(tx, actor, id);
      refuse(refusalToRun(standing));
      const room = roomOf(standing);
      await work({ tx, record, room, standing });
      return readBoard(tx, await holdSession(tx, id), room.breakout_id);
    });
  }

  async function refuseToDraw(tx: Tx, standing: Standing, actor: Actor): Promise<void> {
    refuse(refusalToDraw(standing, await mayUseNow(tx, standing.session, actor.id, 'board')));
  }

  return {
    addPage,
    renamePage,
    removePage,
    openPage,
    lead,
    endLead,
    /** As a part of the session's end, which says it for all. */
    endAnyLead,
    /** Null where there is no such page. */
    roomOfPage: (page_id: number) => findRoomOfPage(db.orm, page_id),
  };
}

/** The room of the board that somebody changes: the one where they are. */
export function roomOf({ session, breakout_id }: Standing): BoardRoom {
  return { session_id: session.id, breakout_id };
}

export function inRoom({ breakout_id }: BoardRoom) {
  return { to: 'room', breakout_id } as const;
}

export async function pageOf(tx: Tx, room: BoardRoom, page_id: number): Promise<PageRow> {
  const page = await findPage(tx, room, page_id);
  if (!page) throw new Refusal('page_not_found');
  return page;
}

export function refuse(code: ErrorCode | null): void {
  if (code !== null) throw new Refusal(code);
}
