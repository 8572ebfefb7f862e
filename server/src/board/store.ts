import type { BoardPage, BoardView } from '@lectern/contract';
import { asc, eq } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, boardPage, type session } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

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
