import type { Message, User } from '@lectern/contract';
import { and, asc, desc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor, Tx } from '#db/connect.ts';
import { inRoom } from '#db/in-room.ts';
import {
  account,
  attachment,
  booking,
  chatMessage,
  chatReaction,
  session,
  sessionEvent,
  liveSessionParticipant as stay,
} from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type MessageRow = typeof chatMessage.$inferSelect;

/**
 * Whose messages are read, and of which room: a breakout, or with null the main room. The host reads all of it, everybody
 * else what is to all or between them and the host.
 */
export interface ChatReader {
  account_id: number;
  is_host: boolean;
  breakout_id: number | null;
}

export interface MessageRange {
  /** Only newer ones than this id, oldest first. */
  after?: number | undefined;
  /** Only older ones than this id. */
  before?: number | undefined;
  direction: 'forward' | 'back';
  limit: number;
}

const answered = alias(chatMessage, 'answered');

/** The messages this reader may have, with all that belongs to each. */
export async function listMessages(
  db: Executor,
  session_id: number,
  reader: ChatReader,
  range: MessageRange,
): Promise<Message[]> {
  const conditions = [
    inRoom(chatMessage, { session_id, breakout_id: reader.breakout_id }),
    mayRead(reader),
    range.after === undefined ? undefined : gt(chatMessage.id, range.after),
    range.before === undefined ? undefined : lt(chatMessage.id, range.before),
  ];
  const order = range.direction === 'forward' ? asc(chatMessage.id) : desc(chatMessage.id);
  return readMessages(db, and(...conditions), order, range.limit);
}

export async function findMessage(db: Executor, id: number): Promise<Message | null> {
  const [message] = await readMessages(db, eq(chatMessage.id, id), asc(chatMessage.id), 1);
  return message ?? null;
}

export async function findMessageRow(db: Executor, id: number): Promise<MessageRow | null> {
  const [row] = await db.select().from(chatMessage).where(eq(chatMessage.id, id));
  return row ?? null;
}

function mayRead({ account_id, is_host }: ChatReader): SQL | undefined {
  if (is_host) return undefined;
  return or(
    sql`${chatMessage.to_account_id} is null`,
    eq(chatMessage.to_account_id, account_id),
    eq(chatMessage.account_id, account_id),
  );
}

async function readMessages(db: Executor, where: SQL | undefined, order: SQL, limit: number): Promise<Message[]> {
  const rows = await db
    .select({ row: chatMessage, answered_by: answered.account_id })
    .from(chatMessage)
    .leftJoin(answered, eq(answered.id, chatMessage.reply_to_id))
    .where(where)
    .orderBy(order)
    .limit(limit);
  const ids = rows.map(({ row }) => row.id);
  return putTogether(db, rows, await readReactions(db, ids), await readAttachments(db, ids));
}

/** A message that nobody can have reacted to yet. */
export async function describeNew(
  db: Executor,
  row: MessageRow,
  answered_by: number | null,
  has_attachments: boolean,
): Promise<Message> {
  const attachments = has_attachments ? await readAttachments(db, [row.id]) : [];
  const [message] = await putTogether(db, [{ row, answered_by }], [], attachments);
  if (!message) throw new Error('The new message was not described');
  return message;
}

async function putTogether(
  db: Executor,
  rows: { row: MessageRow; answered_by: number | null }[],
  reactions: Awaited<ReturnType<typeof readReactions>>,
  attachments: Awaited<ReturnType<typeof readAttachments>>,
): Promise<Message[]> {
  const named = rows.flatMap(({ row, answered_by }) => [
    row.account_id,
    row.to_account_id,
    answered_by,
    ...row.mentions,
  ]);
  const users = await readUsers(db, [...new Set(named.filter((id) => id !== null))]);
  const user = (id: number): User => {
    const found = users.get(id);
    if (!found) throw new Error(`Account ${id} is gone`);
    return found;
  };
  return rows.map(({ row, answered_by }) => ({
    id: row.id,
    session_id: row.session_id,
    breakout_id: row.breakout_id,
    announcement: row.announcement,
    user: user(row.account_id),
    to: row.to_account_id === null ? null : user(row.to_account_id),
    text: row.text,
    sent_at: row.sent_at.toISOString(),
    edited_at: row.edited_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    reply_to:
      row.reply_to_id === null || answered_by === null ? null : { id: row.reply_to_id, user: user(answered_by) },
    mentions: row.mentions.map(user),
    reactions: reactions
      .filter((one) => one.message_id === row.id)
      .map(({ emoji, account_id }) => ({ emoji, account_id })),
    attachments: attachments
      .filter((one) => one.message_id === row.id)
      .map(({ id, name, media_type, size }) => ({ id, name, media_type, size })),
  }));
}

async function readReactions(db: Executor, ids: number[]) {
  if (ids.length === 0) return [];
  return db.select().from(chatReaction).where(inArray(chatReaction.message_id, ids)).orderBy(asc(chatReaction.id));
}

async function readAttachments(db: Executor, ids: number[]) {
  if (ids.length === 0) return [];
  return db.select().from(attachment).where(inArray(attachment.message_id, ids)).orderBy(asc(attachment.id));
}

async function readUsers(db: Executor, ids: number[]): Promise<Map<number, User>> {
  if (ids.length === 0) return new Map();
  const users = await db.select(userColumns).from(account).where(inArray(account.id, ids));
  return new Map(users.map((user) => [user.id, user]));
}

/**
 * Those of the names that people have who read what is written in this room, in the order of the names: in the main room all
 * of the session, in a breakout who is there, and the hosts.
 */
export async function findNamed(
  db: Executor,
  session_id: number,
  breakout_id: number | null,
  usernames: string[],
): Promise<User[]> {
  if (usernames.length === 0) return [];
  const users = await db
    .selectDistinct(userColumns)
    .from(account)
    .innerJoin(session, eq(session.id, session_id))
    .leftJoin(
      booking,
      and(eq(booking.session_id, session_id), eq(booking.account_id, account.id), eq(booking.status, 'approved')),
    )
    .leftJoin(stay, and(eq(stay.session_id, session_id), eq(stay.account_id, account.id), isNull(stay.left_at)))
    .where(
      and(
        inArray(account.username, usernames),
        or(
          eq(account.id, session.creator_id),
          and(
            sql`${booking.id} is not null`,
            breakout_id === null ? undefined : or(booking.is_cohost, eq(stay.breakout_id, breakout_id)),
          ),
        ),
      ),
    );
  const order = new Map(usernames.map((name, index) => [name, index]));
  return users.sort((one, other) => (order.get(one.username) ?? 0) - (order.get(other.username) ?? 0));
}

export async function insertMessage(
  tx: Tx,
  values: Pick<
    MessageRow,
    'session_id' | 'breakout_id' | 'account_id' | 'to_account_id' | 'text' | 'reply_to_id' | 'mentions' | 'sent_at'
  > & { announcement?: boolean },
): Promise<MessageRow> {
  const [row] = await tx.insert(chatMessage).values(values).returning();
  if (!row) throw new Error('The new message was not written');
  return row;
}

export async function changeMessage(
  tx: Tx,
  id: number,
  changes: Partial<Pick<MessageRow, 'text' | 'mentions' | 'edited_at' | 'deleted_at'>>,
): Promise<void> {
  await tx.update(chatMessage).set(changes).where(eq(chatMessage.id, id));
}

/** Adds or takes back a reaction; false where nothing changed. */
export async function changeReaction(
  tx: Tx,
  reaction: { message_id: number; account_id: number; emoji: string },
  on: boolean,
): Promise<boolean> {
  const { message_id, account_id, emoji } = reaction;
  if (on) {
    const added = await tx
      .insert(chatReaction)
      .values(reaction)
      .onConflictDoNothing()
      .returning({ id: chatReaction.id });
    return added.length > 0;
  }
  const removed = await tx
    .delete(chatReaction)
    .where(
      and(
        eq(chatReaction.message_id, message_id),
        eq(chatReaction.account_id, account_id),
        eq(chatReaction.emoji, emoji),
      ),
    )
    .returning({ id: chatReaction.id });
  return removed.length > 0;
}

export async function removeReactions(tx: Tx, message_id: number): Promise<void> {
  await tx.delete(chatReaction).where(eq(chatReaction.message_id, message_id));
}

/**
 * Puts the message's text as it is now in the place of every earlier one in the log: what somebody took back is not to be
 * read there. The log keeps that it was posted, edited and deleted, and when.
 */
export async function rewriteInLog(tx: Tx, message: Message): Promise<void> {
  const { id, session_id, text, mentions, attachments, deleted_at } = message;
  const mentioned = JSON.stringify(mentions);
  const ofSession = eq(sessionEvent.session_id, session_id);
  const files =
    deleted_at === null
      ? sql`${sessionEvent.data}`
      : sql`jsonb_set(${sessionEvent.data}, '{message,attachments}', ${JSON.stringify(attachments)}::jsonb)`;
  await tx
    .update(sessionEvent)
    .set({
      data: sql`jsonb_set(jsonb_set(${files}, '{message,text}', to_jsonb(${text}::text)), '{message,mentions}', ${mentioned}::jsonb)`,
    })
    .where(
      and(ofSession, eq(sessionEvent.type, 'chat.posted'), sql`(${sessionEvent.data}->'message'->>'id')::int = ${id}`),
    );
  await tx
    .update(sessionEvent)
    .set({
      data: sql`jsonb_set(jsonb_set(${sessionEvent.data}, '{text}', to_jsonb(${text}::text)), '{mentions}', ${mentioned}::jsonb)`,
    })
    .where(
      and(ofSession, eq(sessionEvent.type, 'chat.edited'), sql`(${sessionEvent.data}->>'message_id')::int = ${id}`),
    );
}

export async function changeChatOpen(tx: Tx, session_id: number, open: boolean): Promise<void> {
  await tx.update(session).set({ chat_open: open }).where(eq(session.id, session_id));
}
