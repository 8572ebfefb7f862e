import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LARGEST_ATTACHMENT } from '@lectern/contract';
import { fileTypeFromFile } from 'file-type';
import { Refusal } from '#http/refusal.ts';

/** What may be sent besides plain text: what people show each other, and nothing that a machine runs. */
const ALLOWED = [
  /^image\/(png|jpeg|gif|webp|avif|heic|bmp|tiff)$/,
  /^(audio|video)\//,
  /^application\/(pdf|zip|gzip|x-7z-compressed|epub\+zip|rtf|ogg)$/,
  /^application\/vnd\.openxmlformats-officedocument\.(wordprocessingml|spreadsheetml|presentationml)\.\w+$/,
  /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics|formula)$/,
];

/** How much of a file that is too large is read before its sender is cut off, in bytes. */
const READ_ON = 4 * LARGEST_ATTACHMENT;

export type AttachmentFiles = ReturnType<typeof createAttachmentFiles>;

/** The bytes of attachments, in files named at random in one folder. */
export function createAttachmentFiles(folder: string) {
  const at = (stored_as: string) => path.join(folder, stored_as);

  /** Keeps what comes, once it is whole and of a type that may be sent. Throws a `Refusal` where it is not. */
  async function keep(bytes: Readable): Promise<{ stored_as: string; size: number; media_type: string }> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stored_as = randomUUID();
    try {
      const size = await write(bytes, at(stored_as));
      if (size === 0) throw new Refusal('attachment_empty');
      const media_type = await typeOf(at(stored_as));
      if (!media_type) throw new Refusal('attachment_type');
      return { stored_as, size, media_type };
    } catch (error) {
      await rm(at(stored_as), { force: true });
      if (isDiskFull(error)) throw new Refusal('storage_full');
      throw error;
    }
  }

  return {
    keep,
    /** Rejects where the file is not there. */
    async read(stored_as: string): Promise<Readable> {
      const handle = await open(at(stored_as));
      return handle.createReadStream();
    },
    async remove(names: string[]): Promise<void> {
      await Promise.all(names.map((stored_as) => rm(at(stored_as), { force: true })));
    },
  };
}

/** Writes a stream to the disk itself, so that what was answered for is there after a loss of power. Its size. */
async function write(bytes: Readable, file: string): Promise<number> {
  let size = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size <= LARGEST_ATTACHMENT) done(null, chunk);
      // What is too much is read on for a while, and dropped: who is cut off while sending hears no answer.
      else done(size > READ_ON ? new Refusal('attachment_too_large') : null);
    },
  });
  await pipeline(bytes, limit, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  if (size > LARGEST_ATTACHMENT) throw new Refusal('attachment_too_large');
  return size;
}

/** By its content alone; null where nobody should be sent such a thing. */
async function typeOf(file: string): Promise<string | null> {
  const found = await fileTypeFromFile(file);
  if (found) return ALLOWED.some((one) => one.test(found.mime)) ? found.mime : null;
  return (await isText(file)) ? 'text/plain' : null;
}

async function isText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(file)) {
      if (decoder.decode(chunk, { stream: true }).includes('\u0000')) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
