import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Database } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import type { KeptFiles } from '#files/kept-files.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost } from '#sessions/standing.ts';
import { claimAttachments, insertAttachment, listFilesOfRoom } from './attachment-store.ts';
import { describeNew, insertMessage, listMessages } from './store.ts';
import { transcriptOf } from './transcript.ts';

export interface ChatBringingParts {
  db: Database;
  log: EventLog;
  files: KeptFiles;
  now: () => Date;
}

const ALL = 1_000_000;

/** Brings the chat of a breakout to the main room's: one message of the host, with what was written there as a file. */
export function createChatBringing({ db, log, files, now }: ChatBringingParts) {
  /** False where nothing was written there, or all of it was brought before. */
  async function bring(actor: Actor, session_id: number, room: { id: number; name: string }): Promise<boolean> {
    const everyones = { account_id: 0, is_host: false, breakout_id: room.id };
    const messages = await listMessages(db.orm, session_id, everyones, { direction: 'forward', limit: ALL });
    const bytes = Buffer.from(transcriptOf(messages));
    if (bytes.length === 0 || (await isThere(session_id, bytes))) return false;
    const kept = await files.keep(Readable.from([bytes]));
    try {
      await post(actor, session_id, room.name, kept);
      return true;
    } catch (error) {
      await files.remove([kept.stored_as]);
      throw error;
    }
  }

  async function isThere(session_id: number, bytes: Buffer): Promise<boolean> {
    for (const { stored_as } of await listFilesOfRoom(db.orm, session_id, null, bytes.length)) {
      const known = await files.read(stored_as);
      if (known && bytes.equals(await buffer(known))) return true;
    }
    return false;
  }

  async function post(
    actor: Actor,
    session_id: number,
    name: string,
    kept: Awaited<ReturnType<KeptFiles['keep']>>,
  ): Promise<void> {
    await log.command(session_id, actor.id, async ({ tx, at, record }) => {
      await lockAsHost(tx, actor, session_id);
      const mine = { session_id, account_id: actor.id };
      const file = await insertAttachment(tx, { ...mine, name: `${name}.txt`, created_at: now(), ...kept });
      const row = await insertMessage(tx, {
        ...mine,
        breakout_id: null,
        to_account_id: null,
        text: name,
        reply_to_id: null,
        mentions: [],
        sent_at: at,
      });
      await claimAttachments(tx, { ...mine, message_id: row.id }, [file.id]);
      const message = await describeNew(tx, row, null, true);
      await record('chat.posted', { message }, { to: 'room', breakout_id: null });
    });
  }

  return bring;
}
