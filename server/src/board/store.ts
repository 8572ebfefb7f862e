import type { BoardPage, BoardView } from '@lectern/contract';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, boardPage, session } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type PageRow = typeof boardPage.$inferSelect;

/** What the session's row says of its board. */
type Turned = Pick<typeof session.$inferSelect, 'id' | 'open_page_id' | 'lead_account_id'>;

/** The board of a session whose row has been read, but for what is drawn on it. */
export async function readBoard(db: Executor, { id, open_page_id, lead_account_id }: Turned): Promise<BoardView> {
  const rows = await db.select().from(boardPage).where(eq(boardPage.session_id, id)).orderBy(asc(boardPage.id));
  const [first] = rows;
  if (!first) throw new Error(`Session ${id} has no page`);
  return {
    pages: rows.map((row) => ({ id: row.id, name: row.name })),
    open_page_id: open_page_id ?? first.id,
    led_by: lead_account_id === null ? null : await findUser(db, lead_account_id),
    cleared: rows.flatMap(({ id: page_id, cleared }) => (cleared === null ? [] : [{ page_id, clear_id: cleared }])),
  };
}

export async function findUser(db: Executor, id: number): Promise<BoardView['led_by']> {
  const [user] = await db.select(userColumns).from(account).where(eq(account.id, id));
  return user ?? null;
}

export async function insertPage(tx: Tx, session_id: number, name: string): Promise<BoardPage> {
  const [page] = await tx
    .insert(boardPage)
    .values({ session_id, name })
    .returning({ id: boardPage.id, name: boardPage.name });
  if (!page) throw new Error('The new page was not written');
  return page;
}

/** Null where there is no such page in this session. */
export async function findPage(db: Executor, session_id: number, page_id: number): Promise<PageRow | null> {
  const [row] = await db
    .select()
    .from(boardPage)
    .where(and(eq(boardPage.id, page_id), eq(boardPage.session_id, session_id)));
  return row ?? null;
}

/** Which session a page is of; null where there is no such page. */
export async function findSessionOfPage(db: Executor, page_id: number): Promise<number | null> {
  const [row] = await db.select({ session_id: boardPage.session_id }).from(boardPage).where(eq(boardPage.id, page_id));
  return row?.session_id ?? null;
}

export async function countPages(tx: Tx, session_id: number): Promise<number> {
  return tx.$count(boardPage, eq(boardPage.session_id, session_id));
}

export async function changePage(
  tx: Tx,
  page_id: number,
  changes: Partial<Pick<PageRow, 'name' | 'cleared'>>,
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

export async function changeOpenPage(tx: Tx, session_id: number, open_page_id: number): Promise<void> {
  await tx.update(session).set({ open_page_id }).where(eq(session.id, session_id));
}

export async function changeLead(tx: Tx, session_id: number, lead_account_id: number | null): Promise<void> {
  await tx.update(session).set({ lead_account_id }).where(eq(session.id, session_id));
}

/** False where this account does not lead. */
export async function endLeadOf(tx: Tx, session_id: number, account_id: number): Promise<boolean> {
  const ended = await tx
    .update(session)
    .set({ lead_account_id: null })
    .where(and(eq(session.id, session_id), eq(session.lead_account_id, account_id)))
    .returning({ id: session.id });
  return ended.length > 0;
}
