import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import {
  attachment,
  boardPage,
  breakout,
  chatMessage,
  recordingConsent,
  recordingPage,
  sessionEvent,
} from '#db/schema.ts';
import type { WrittenMessage } from './messages.ts';

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

/** Null where this recording has no such page. */
export async function findRecordedPage(
  db: Executor,
  recording_id: number,
  page_id: number,
): Promise<RecordedPageRow | null> {
  const [row] = await db
    .select()
    .from(recordingPage)
    .where(and(eq(recordingPage.recording_id, recording_id), eq(recordingPage.page_id, page_id)));
  return row ?? null;
}

/** A page of the board in one of a session's rooms; null: the main room. */
export interface PageOfRoom {
  id: number;
  name: string;
  breakout_id: number | null;
}

/** The pages that a session ever had, those that were removed included: as they are, or as they were made. */
export async function listPages(db: Executor, session_id: number): Promise<PageOfRoom[]> {
  const { id, name, breakout_id } = boardPage;
  const there = await db.select({ id, name, breakout_id }).from(boardPage).where(eq(boardPage.session_id, session_id));
  const added = await db
    .select({
      id: sql<number>`(${sessionEvent.data} -> 'page' ->> 'id')::int`,
      name: sql<string>`${sessionEvent.data} -> 'page' ->> 'name'`,
      breakout_id: sessionEvent.audience_breakout_id,
    })
    .from(sessionEvent)
    .where(and(eq(sessionEvent.session_id, session_id), eq(sessionEvent.type, 'board.page_added')));
  return [...new Map([...added, ...there].map((page) => [page.id, page])).values()];
}

/** The breakouts that a session ever had, in order of making. */
export async function listRoomNames(db: Executor, session_id: number): Promise<{ id: number; name: string }[]> {
  const { id, name } = breakout;
  return db.select({ id, name }).from(breakout).where(eq(breakout.session_id, session_id)).orderBy(asc(id));
}

/** What was written to everyone in the main room until then, and has not been deleted. */
export async function listOpenMessages(db: Executor, session_id: number, until: Date): Promise<WrittenMessage[]> {
  const { id, account_id, text, sent_at, edited_at, reply_to_id } = chatMessage;
  const rows = await db
    .select({ id, account_id, text, sent_at, edited_at, reply_to_id })
    .from(chatMessage)
    .where(
      and(
        eq(chatMessage.session_id, session_id),
        isNull(chatMessage.breakout_id),
        isNull(chatMessage.to_account_id),
        isNull(chatMessage.deleted_at),
        lte(sent_at, until),
      ),
    )
    .orderBy(asc(id));
  const ids = rows.map((row) => row.id);
  const files = await db
    .select({ message_id: attachment.message_id, name: attachment.name, size: attachment.size })
    .from(attachment)
    .where(inArray(attachment.message_id, ids))
    .orderBy(asc(attachment.id));
  return rows.map((row) => ({
    ...row,
    attachments: files.filter(({ message_id }) => message_id === row.id).map(({ name, size }) => ({ name, size })),
  }));
}

/** What people decided about being recorded in this session. */
export async function listChoices(db: Executor, session_id: number) {
  const { account_id, choice, hide_name } = recordingConsent;
  return db
    .select({ account_id, choice, hide_name })
    .from(recordingConsent)
    .where(eq(recordingConsent.session_id, session_id));
}
