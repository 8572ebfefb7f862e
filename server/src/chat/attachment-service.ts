import type { Readable } from 'node:stream';
import type { Attachment, Right } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import type { KeptFiles } from '#files/kept-files.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { insideOnly, readVisible, type SessionRow } from '#sessions/standing.ts';
import { type AttachmentRow, findAttachment, insertAttachment, releaseUnsent } from './attachment-store.ts';

/** How long an uploaded file waits to be sent before it is forgotten, in milliseconds. */
const UNSENT_FOR = 24 * 3_600_000;

export interface AttachmentParts {
  db: Database;
  files: KeptFiles;
  now: () => Date;
  /** Whether an account may use a right now. */
  mayUseNow: (db: Executor, session: SessionRow, account_id: number, right: Right) => Promise<boolean>;
  /** Throws where this account may not read the message. */
  readable: (actor: Actor, message_id: number) => Promise<unknown>;
}

export type AttachmentService = ReturnType<typeof createAttachmentService>;

export function createAttachmentService({ db, files, now, mayUseNow, readable }: AttachmentParts) {
  /** Takes a file from somebody inside, for a message to come. */
  async function upload(actor: Actor, session_id: number, name: string, bytes: Readable): Promise<Attachment> {
    const { session } = insideOnly(await readVisible(db.orm, actor, session_id));
    if (!(await mayUseNow(db.orm, session, actor.id, 'chat'))) throw new Refusal('chat_closed');
    const kept = await files.keep(bytes);
    try {
      const row = await insertAttachment(db.orm, {
        session_id,
        account_id: actor.id,
        name,
        created_at: now(),
        ...kept,
      });
      return toAttachment(row);
    } catch (error) {
      await files.remove([kept.stored_as]);
      throw error;
    }
  }

  /** For who may read its message; before it is sent, for who uploaded it. */
  async function download(actor: Actor, id: number): Promise<{ attachment: Attachment; bytes: Readable }> {
    const row = await findAttachment(db.orm, id);
    if (!row) throw new Refusal('attachment_not_found');
    if (row.message_id === null) {
      if (row.account_id !== actor.id) throw new Refusal('attachment_not_found');
    } else {
      await readable(actor, row.message_id).catch((error: unknown) => {
        throw error instanceof Refusal ? new Refusal('attachment_not_found') : error;
      });
    }
    const bytes = await files.read(row.stored_as);
    if (!bytes) throw new Refusal('attachment_not_found');
    return { attachment: toAttachment(row), bytes };
  }

  /** The clock's: forgets files that were never sent. */
  async function forgetUnsent(): Promise<void> {
    await files.remove(await releaseUnsent(db.orm, new Date(now().getTime() - UNSENT_FOR)));
  }

  return { upload, download, forgetUnsent };
}

function toAttachment({ id, name, media_type, size }: AttachmentRow): Attachment {
  return { id, name, media_type, size };
}
