import { Message, type MessageCreate, type MessageListQuery, moderates, type Right } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { mayReadRoom, roomToRead } from '#sessions/reading.ts';
import {
  insideOnly,
  lockAsHost,
  lockInside,
  lockVisible,
  readStanding,
  readVisible,
  type SessionRow,
  type Standing,
} from '#sessions/standing.ts';
import { claimAttachments, releaseAttachments } from './attachment-store.ts';
import { refusalToWrite } from './policy.ts';
import {
  changeChatOpen,
  changeMessage,
  changeReaction,
  describeNew,
  findMessage,
  findMessageRow,
  insertMessage,
  listMessages,
  type MessageRow,
  removeReactions,
  rewriteInLog,
} from './store.ts';
import { audienceOf, mentioned, writerAnswered, written } from './writing.ts';

/** How many different emoji one message may carry. */
const MOST_EMOJI = 20;

export interface ChatParts {
  db: Database;
  log: EventLog;
  /** Whether an account is in this room now: in a breakout, or with null in the main room. */
  isInRoom: (tx: Tx, session_id: number, account_id: number, breakout_id: number | null) => Promise<boolean>;
  /** Whether an account may use a right now. */
  mayUseNow: (db: Executor, session: SessionRow, account_id: number, right: Right) => Promise<boolean>;
  /** Deletes files of a message that was deleted, once that is committed. */
  deleteFiles: (stored_as: string[]) => Promise<void>;
}

export type ChatService = ReturnType<typeof createChatService>;

export function createChatService({ db, log, isInRoom, mayUseNow, deleteFiles }: ChatParts) {
  async function post(actor: Actor, id: number, input: MessageCreate, key: string | null): Promise<Message> {
    const asking = { account_id: actor.id, key, asks: ['POST messages', id, input] };
    return log.command(id, actor.id, async ({ tx, at, record }) => {
      // The session's row first: it is what orders the messages, and what a retry waits for.
      const standing = await lockVisible(tx, actor, id);
      const outcome = await once(tx, asking, at, write, (answer) => Message.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<Message> {
        const { session, breakout_id } = insideOnly(standing);
        const { text, to, reply_to, attachments } = input;
        const refused = refusalToWrite({
          writer_id: actor.id,
          host_id: session.creator_id,
          to: to === null ? null : { account_id: to, is_here: await isInRoom(tx, id, to, breakout_id) },
          in_breakout: breakout_id !== null,
          may_write: await mayUseNow(tx, session, actor.id, 'chat'),
        });
        if (refused) throw new Refusal(refused);
        const place = { session_id: id, breakout_id, account_id: actor.id, to_account_id: to };
        const answered_by = reply_to === null ? null : await writerAnswered(tx, reply_to, place);
        const mentions = await mentioned(tx, place, text);
        const row = await insertMessage(tx, { ...place, text, reply_to_id: reply_to, mentions, sent_at: at });
        const claimed = await claimAttachments(
          tx,
          { session_id: id, account_id: actor.id, message_id: row.id },
          attachments,
        );
        if (!claimed) throw new Refusal('attachment_not_found');
        const message = await describeNew(tx, row, answered_by, attachments.length > 0);
        await record('chat.posted', { message }, audienceOf(place, session));
        return message;
      }
    });
  }

  /** In order from the start of the session, or back from its end; `after` is the id that the page before ended with. */
  async function list(actor: Actor, id: number, page: MessageListQuery) {
    const standing = await readVisible(db.orm, actor, id);
    const breakout_id = await roomToRead(db.orm, standing, actor.id, page.breakout_id);
    const reader = { account_id: actor.id, is_host: standing.role === 'host', breakout_id };
    const { limit, cursor, direction } = page;
    const found = await listMessages(db.orm, id, reader, {
      ...(direction === 'forward' ? { after: cursor } : { before: cursor }),
      direction,
      limit: limit + 1,
    });
    const last = found.length > limit ? found[limit - 1] : undefined;
    return { items: found.slice(0, limit), next: last ? String(last.id) : null };
  }

  /** One message, for who may read it. */
  async function read(actor: Actor, message_id: number): Promise<Message> {
    await readable(actor, message_id);
    const message = await findMessage(db.orm, message_id);
    if (!message) throw new Refusal('message_not_found');
    return message;
  }

  async function edit(actor: Actor, message_id: number, text: string): Promise<Message> {
    return change(actor, message_id, async ({ tx, at, record, row, standing }) => {
      if (row.account_id !== actor.id) throw new Refusal('forbidden');
      if (!(await mayUseNow(tx, standing.session, actor.id, 'chat'))) throw new Refusal('chat_closed');
      if (row.text === text) return;
      const mentions = await mentioned(tx, row, text);
      await changeMessage(tx, row.id, { text, mentions, edited_at: at });
      const message = await written(tx, row.id);
      await record(
        'chat.edited',
        { message_id: row.id, text, mentions: message.mentions, edited_at: at.toISOString() },
        audienceOf(row, standing.session),
      );
      await rewriteInLog(tx, message);
    });
  }

  /** One's own message; a host or co-host any that they may read. */
  async function remove(actor: Actor, message_id: number): Promise<Message> {
    const files: string[] = [];
    const message = await change(actor, message_id, async ({ tx, at, record, row, standing }) => {
      if (row.account_id !== actor.id && !moderates(standing.role)) throw new Refusal('forbidden');
      await changeMessage(tx, row.id, { text: '', mentions: [], edited_at: null, deleted_at: at });
      await removeReactions(tx, row.id);
      files.push(...(await releaseAttachments(tx, row.id)));
      await record(
        'chat.deleted',
        { message_id: row.id, deleted_at: at.toISOString() },
        audienceOf(row, standing.session),
      );
      await rewriteInLog(tx, await written(tx, row.id));
    });
    await deleteFiles(files);
    return message;
  }

  async function react(actor: Actor, message_id: number, emoji: string, on: boolean): Promise<Message> {
    return change(actor, message_id, async ({ tx, record, row, standing }) => {
      const reaction = { message_id: row.id, account_id: actor.id, emoji };
      if (!(await changeReaction(tx, reaction, on))) return;
      const { reactions } = await written(tx, row.id);
      if (new Set(reactions.map((one) => one.emoji)).size > MOST_EMOJI) throw new Refusal('too_many_reactions');
      await record('chat.reacted', { ...reaction, on }, audienceOf(row, standing.session));
    });
  }

  async function setOpen(actor: Actor, id: number, open: boolean): Promise<{ open: boolean }> {
    await log.command(id, actor.id, async ({ tx, record }) => {
      const { session } = await lockAsHost(tx, actor, id);
      if (session.chat_open === open) return;
      await changeChatOpen(tx, id, open);
      // One switch for all rooms.
      await record(open ? 'chat.opened' : 'chat.closed', {}, { to: 'everyone' });
    });
    return { open };
  }

  interface Change {
    tx: Tx;
    at: Date;
    record: Parameters<Parameters<EventLog['command']>[2]>[0]['record'];
    row: MessageRow;
    standing: Standing;
  }

  /** Runs a change of one message that is still there, by somebody inside who may read it. */
  async function change(actor: Actor, message_id: number, work: (change: Change) => Promise<void>): Promise<Message> {
    const { session_id } = await readable(actor, message_id);
    return log.command(session_id, actor.id, async ({ tx, at, record }) => {
      const standing = await lockInside(tx, actor, session_id);
      const row = await readableTo(tx, actor, message_id, standing);
      if (row.deleted_at) throw new Refusal('message_deleted');
      await work({ tx, at, record, row, standing });
      return written(tx, message_id);
    });
  }

  /** A message that this account may read; for all others it does not exist. */
  async function readable(actor: Actor, message_id: number): Promise<MessageRow> {
    const found = await findMessageRow(db.orm, message_id);
    return readableTo(db.orm, actor, message_id, found && (await readStanding(db.orm, actor, found.session_id)));
  }

  return { post, list, read, edit, remove, react, setOpen, readable };
}

async function readableTo(
  db: Executor,
  actor: Actor,
  message_id: number,
  standing: Standing | null,
): Promise<MessageRow> {
  const row = await findMessageRow(db, message_id);
  if (!row || !standing || !(await mayReadRoom(db, standing, actor.id, row.breakout_id))) {
    throw new Refusal('message_not_found');
  }
  const is_party = row.to_account_id === null || [row.account_id, row.to_account_id].includes(actor.id);
  if (!is_party && standing.role !== 'host') throw new Refusal('message_not_found');
  return row;
}
