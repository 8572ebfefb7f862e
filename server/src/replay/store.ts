import { eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { recordingPage } from '#db/schema.ts';

export type RecordedPageRow = typeof recordingPage.$inferSelect;

/** Writes what there is of a page in a recording, instead of what was written before. */
export async function putRecordedPage(db: Executor, row: RecordedPageRow): Promise<void> {
  const { recording_id, page_id, ...rest } = row;
  await db
    .insert(recordingPage)
    .values(row)
    .onConflictDoUpdate({ target: [recordingPage.recording_id, recordingPage.page_id], set: rest });
}

/** The pages of a recording's board, in the order of their making. */
export async function listRecordedPages(db: Executor, recording_id: number): Promise<RecordedPageRow[]> {
  return db
    .select()
    .from(recordingPage)
    .where(eq(recordingPage.recording_id, recording_id))
    .orderBy(recordingPage.page_id);
}
