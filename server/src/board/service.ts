import { BoardPage, type BoardView, type ErrorCode, MOST_PAGES, type PageCreate, type Right } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockVisible, type SessionRow, type Standing } from '#sessions/standing.ts';
import { refusalToDraw, refusalToRun } from './policy.ts';
import {
  changeLead,
  changeOpenPage,
  changePage,
  countPages,
  deletePage,
  endLeadOf,
  findPage,
  findSessionOfPage,
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

const ROOM = { to: 'room', breakout_id: null } as const;

/** The pages of the board, and who leads. What is drawn on them does not come this way. */
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
        if ((await countPages(tx, id)) >= MOST_PAGES) throw new Refusal('too_many_pages');
        const page = await insertPage(tx, id, name);
        await record('board.page_added', { page }, ROOM);
        return page;
      }
    });
  }

  async function renamePage(actor: Actor, id: number, page_id: number, name: string): Promise<BoardPage> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      await refuseToDraw(tx, await lockVisible(tx, actor, id), actor);
      const page = await pageOf(tx, id, page_id);
      if (page.name !== name) {
        await changePage(tx, page_id, { name });
        await record('board.page_renamed', { page_id, name }, ROOM);
      }
      return { id: page_id, name };
    });
  }

  /** With all that is drawn on it, for good. */
  async function removePage(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    const board = await asHost(actor, id, async ({ tx, record }) => {
      await pageOf(tx, id, page_id);
      if ((await countPages(tx, id)) === 1) throw new Refusal('last_page');
      await deletePage(tx, page_id);
      await deleteDrawing(tx, page_id);
      await record('board.page_removed', { page_id }, ROOM);
    });
    await forgetDrawing(page_id);
    return board;
  }

  async function openPage(actor: Actor, id: number, page_id: number): Promise<BoardView> {
    return asHost(actor, id, async ({ tx, record, standing }) => {
      await pageOf(tx, id, page_id);
      if ((await readBoard(tx, standing.session)).open_page_id === page_id) return;
      await changeOpenPage(tx, id, page_id);
      await record('board.page_opened', { page_id }, ROOM);
    });
  }

  /** Begins to lead, in place of whoever does, or ends one's own leading. */
  async function lead(actor: Actor, id: number, on: boolean): Promise<BoardView> {
    return asHost(actor, id, async ({ tx, record, standing: { session, is_inside } }) => {
      if (session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
      if (!is_inside) throw new Refusal('not_in_session');
      if (!on) return endLead(tx, record, id, actor.id);
      if (session.lead_account_id === actor.id) return;
      await changeLead(tx, id, actor.id);
      const user = await findUser(tx, actor.id);
      if (!user) throw new Error(`Account ${actor.id} is gone`);
      await record('board.led', { user }, ROOM);
    });
  }

  /** As a part of another command: whoever leaves, or is no host any more, does not lead. */
  async function endLead(tx: Tx, record: RecordEvent, session_id: number, account_id: number): Promise<void> {
    if (await endLeadOf(tx, session_id, account_id)) await record('board.lead_ended', { account_id }, ROOM);
  }

  interface HostCommand {
    tx: Tx;
    record: RecordEvent;
    standing: Standing;
  }

  /** Runs a command that is the hosts' alone; the board after it. */
  function asHost(actor: Actor, id: number, work: (command: HostCommand) => Promise<void>): Promise<BoardView> {
    return log.command(id, actor.id, async ({ tx, record }) => {
      const standing = await lockVisible(tx, actor, id);
      refuse(refusalToRun(standing));
      await work({ tx, record, standing });
      return readBoard(tx, await holdSession(tx, id));
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
    endAnyLead: (tx: Tx, session_id: number) => changeLead(tx, session_id, null),
    /** Null where there is no such page. */
    sessionOfPage: (page_id: number) => findSessionOfPage(db.orm, page_id),
  };
}

export async function pageOf(tx: Tx, session_id: number, page_id: number): Promise<PageRow> {
  const page = await findPage(tx, session_id, page_id);
  if (!page) throw new Refusal('page_not_found');
  return page;
}

export function refuse(code: ErrorCode | null): void {
  if (code !== null) throw new Refusal(code);
}
