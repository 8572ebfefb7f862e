import type { BoardPage, BoardView } from '@lectern/contract';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { inRoom } from '#db/in-room.ts';
import { account, boardPage, breakout, document, session } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type PageRow = typeof boardPage.$inferSelect;

/** A room of a session: a breakout, or with null the main room. */
export interface BoardRoom {
  session_id: number;
  breakout_id: number | null;
}

/** What the row of the session, or of the breakout, says of a board. */
type Turned = Pick<typeof session.$inferSelect, 'open_page_id' | 'lead_account_id'>;

/** The board of a room, but for what is drawn on it. The session's row has been read. */
export async function readBoard(
  db: Executor,
  held: Turned & { id: number },
  breakout_id: number | null,
): Promise<BoardView> {
  const room = { session_id: held.id, breakout_id };
  const { open_page_id, lead_account_id } = breakout_id === null ? held : await readTurned(db, breakout_id);
  const rows = await listPages(db, room);
  const [first] = rows;
  if (!first) throw new Error(`Session ${held.id} has no page in room ${breakout_id}`);
  return {
    pages: rows.map((row) => ({ id: row.id, name: row.name })),
    open_page_id: open_page_id ?? first.id,
    led_by: lead_account_id === null ? null : await findUser(db, lead_account_id),
    cleared: rows.flatMap(({ id: page_id, cleared }) => (cleared === null ? [] : [{ page_id, clear_id: cleared }])),
  };
}

async function readTurned(db: Executor, breakout_id: number): Promise<Turned> {
  const { open_page_id, lead_account_id } = breakout;
  const [row] = await db.select({ open_page_id, lead_account_id }).from(breakout).where(eq(breakout.id, breakout_id));
  if (!row) throw new Error(`Breakout ${breakout_id} is gone`);
  return row;
}

/** The pages of a room's board, in order of adding. */
export async function listPages(db: Executor, room: BoardRoom): Promise<PageRow[]> {
  return db.select().from(boardPage).where(inRoom(boardPage, room)).orderBy(asc(boardPage.id));
}

/** Those of a room's pages on which anything was ever drawn. */
export async function listDrawnPages(db: Executor, room: BoardRoom): Promise<number[]> {
  const rows = await db
    .select({ id: boardPage.id })
    .from(boardPage)
    .innerJoin(document, eq(document.name, sql`'page/' || ${boardPage.id}`))
    .where(and(inRoom(boardPage, room), gt(document.seq, 0)));
  return rows.map(({ id }) => id);
}

export async function findUser(db: Executor, id: number): Promise<BoardView['led_by']> {
  const [user] = await db.select(userColumns).from(account).where(eq(account.id, id));
  return user ?? null;
}

export async function insertPage(tx: Tx, room: BoardRoom, name: string): Promise<BoardPage> {
  const [page] = await tx
    .insert(boardPage)
    .values({ ...room, name })
    .returning({ id: boardPage.id, name: boardPage.name });
  if (!page) throw new Error('The new page was not written');
  return page;
}

/** Null where there is no such page in this room. */
export async function findPage(db: Executor, room: BoardRoom, page_id: number): Promise<PageRow | null> {
  const [row] = await db
    .select()
    .from(boardPage)
    .where(and(eq(boardPage.id, page_id), inRoom(boardPage, room)));
  return row ?? null;
}

/** Which room a page is of; null where there is no such page. */
export async function findRoomOfPage(db: Executor, page_id: number): Promise<BoardRoom | null> {
  const { session_id, breakout_id } = boardPage;
  const [row] = await db.select({ session_id, breakout_id }).from(boardPage).where(eq(boardPage.id, page_id));
  return row ?? null;
}

export async function countPages(tx: Tx, room: BoardRoom): Promise<number> {
  return tx.$count(boardPage, inRoom(boardPage, room));
}

export async function changePage(
  tx: Tx,
  page_id: number,
  changes: Partial<Pick<PageRow, 'name' | 'cleared' | 'breakout_id'>>,
): Promise<void> {
  await tx.update(boardPage).set(changes).where(eq(boardPage.id, page_id));
}

/** The number of a clearing that begins. */
export async function nextClearId(tx: Tx, page_id: number): Promise<number> {
  const [row] = await tx
    .update(boardPage)
    .set({ clears: sql`${boardPage.clears} + 1` })
    .where(eq(boardPage.id, page_id))
    .returning({ clears: boardPage.clears });
  if (!row) throw new Error(`Page ${page_id} is gone`);
  return row.clears;
}

export async function deletePage(tx: Tx, page_id: number): Promise<void> {
  await tx.delete(boardPage).where(eq(boardPage.id, page_id));
}

export async function changeOpenPage(tx: Tx, room: BoardRoom, open_page_id: number): Promise<void> {
  await changeTurned(tx, room, { open_page_id });
}

/** Where a breakout's board is open at one of these pages, it is at its first one from now on. */
export async function turnAwayFrom(tx: Tx, breakout_id: number, page_ids: number[]): Promise<void> {
  await tx
    .update(breakout)
    .set({ open_page_id: null })
    .where(and(eq(breakout.id, breakout_id), inArray(breakout.open_page_id, page_ids)));
}

export async function changeLead(tx: Tx, room: BoardRoom, lead_account_id: number | null): Promise<void> {
  await changeTurned(tx, room, { lead_account_id });
}

async function changeTurned(tx: Tx, { session_id, breakout_id }: BoardRoom, changes: Partial<Turned>): Promise<void> {
  if (breakout_id === null) await tx.update(session).set(changes).where(eq(session.id, session_id));
  else await tx.update(breakout).set(changes).where(eq(breakout.id, breakout_id));
}

/** The rooms of a session in which this account led until now. */
export async function endLeadOf(tx: Tx, session_id: number, account_id: number): Promise<(number | null)[]> {
  const main = await tx
    .update(session)
    .set({ lead_account_id: null })
    .where(and(eq(session.id, session_id), eq(session.lead_account_id, account_id)))
    .returning({ id: session.id });
  const others = await tx
    .update(breakout)
    .set({ lead_account_id: null })
    .where(and(eq(breakout.session_id, session_id), eq(breakout.lead_account_id, account_id)))
    .returning({ id: breakout.id });
  return [...main.map(() => null), ...others.map(({ id }) => id)];
}

/** In every room. */
export async function endAnyLead(tx: Tx, session_id: number): Promise<void> {
  await tx.update(session).set({ lead_account_id: null }).where(eq(session.id, session_id));
  await tx.update(breakout).set({ lead_account_id: null }).where(eq(breakout.session_id, session_id));
}
