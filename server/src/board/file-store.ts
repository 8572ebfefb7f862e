import { eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { boardFile } from '#db/schema.ts';

export type BoardFileRow = typeof boardFile.$inferSelect;

export async function insertBoardFile(db: Executor, values: BoardFileRow): Promise<void> {
  await db.insert(boardFile).values(values);
}

export async function findBoardFile(db: Executor, id: string): Promise<BoardFileRow | null> {
  const [row] = await db.select().from(boardFile).where(eq(boardFile.id, id));
  return row ?? null;
}

export async function countBoardFiles(db: Executor, session_id: number): Promise<number> {
  return db.$count(boardFile, eq(boardFile.session_id, session_id));
}
