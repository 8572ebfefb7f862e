import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { inRoom } from '#db/in-room.ts';
import { attachment, chatMessage } from '#db/schema.ts';

export type AttachmentRow = typeof attachment.$inferSelect;

export async function insertAttachment(db: Executor, values: Omit<AttachmentRow, 'id' | 'message_id'>) {
  const [row] = await db.insert(attachment).values(values).returning();
  if (!row) throw new Error('The new attachment was not written');
  return row;
}

export async function findAttachment(db: Executor, id: number): Promise<AttachmentRow | null> {
  const [row] = await db.select().from(attachment).where(eq(attachment.id, id));
  return row ?? null;
}

/** The files of this size that were sent to everyone in a room: a breakout, or with null the main room. */
export async function listFilesOfRoom(
  db: Executor,
  session_id: number,
  breakout_id: number | null,
  size: number,
): Promise<{ stored_as: string }[]> {
  return db
    .select({ stored_as: attachment.stored_as })
    .from(attachment)
    .innerJoin(chatMessage, eq(chatMessage.id, attachment.message_id))
    .where(
      and(
        inRoom(chatMessage, { session_id, breakout_id }),
        isNull(chatMessage.to_account_id),
        eq(attachment.size, size),
      ),
    );
}

/** Gives uploaded files to a message; false where one of them is not its writer's own, or was sent already. */
export async function claimAttachments(
  tx: Tx,
  message: { session_id: number; account_id: number; message_id: number },
  ids: number[],
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { session_id, account_id, message_id } = message;
  const claimed = await tx
    .update(attachment)
    .set({ message_id })
    .where(
      and(
        inArray(attachment.id, ids),
        eq(attachment.session_id, session_id),
        eq(attachment.account_id, account_id),
        isNull(attachment.message_id),
      ),
    )
    .returning({ id: attachment.id });
  return claimed.length === new Set(ids).size;
}

/** Forgets the files of a message; the names they have on disk. */
export async function releaseAttachments(tx: Tx, message_id: number): Promise<string[]> {
  const rows = await tx.delete(attachment).where(eq(attachment.message_id, message_id)).returning();
  return rows.map((row) => row.stored_as);
}

/** Forgets files that were uploaded before `before` and never sent. */
export async function releaseUnsent(db: Executor, before: Date): Promise<string[]> {
  const rows = await db
    .delete(attachment)
    .where(and(isNull(attachment.message_id), lt(attachment.created_at, before)))
    .returning();
  return rows.map((row) => row.stored_as);
}
