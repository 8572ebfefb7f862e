import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ErrorCode } from '@lectern/contract';
import { fileTypeFromFile } from 'file-type';
import { Refusal } from '#http/refusal.ts';
import { isDiskFull, isMissing } from './trouble.ts';

/** What is taken of one kind of file, and what is said of all else. */
export interface FileRules<T extends string = string> {
  /** In bytes. */
  largest: number;
  /** What a file is taken as, whose content shows this media type (null: none that is known); null: not taken. */
  takenAs: (media_type: string | null, isText: () => Promise<boolean>) => Promise<T | null>;
  refusals: { empty: ErrorCode; too_large: ErrorCode; type: ErrorCode };
}

/** How much of a file that is too large is read before its sender is cut off, as a multiple of the largest. */
const READ_ON = 4;

export type KeptFiles<T extends string = string> = ReturnType<typeof createKeptFiles<T>>;

/** The bytes of files that people send, in files named at random in one folder. */
export function createKeptFiles<T extends string>(folder: string, { largest, takenAs, refusals }: FileRules<T>) {
  const at = (stored_as: string) => path.join(folder, stored_as);

  /** Keeps what comes, once it is whole and of a type that is taken. Throws a `Refusal` where it is not. */
  async function keep(bytes: Readable): Promise<{ stored_as: string; size: number; media_type: T }> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stored_as = randomUUID();
    try {
      const size = await write(bytes, at(stored_as));
      if (size === 0) throw new Refusal(refusals.empty);
      const found = await fileTypeFromFile(at(stored_as));
      const media_type = await takenAs(found?.mime ?? null, () => isText(at(stored_as)));
      if (!media_type) throw new Refusal(refusals.type);
      return { stored_as, size, media_type };
    } catch (error) {
      await rm(at(stored_as), { force: true });
      if (isDiskFull(error)) throw new Refusal('storage_full');
      throw error;
    }
  }

  /** Writes a stream to the disk itself, so that what was answered for is there after a loss of power. Its size. */
  async function write(bytes: Readable, file: string): Promise<number> {
    let size = 0;
    const limit = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        if (size <= largest) done(null, chunk);
        // What is too much is read on for a while, and dropped: who is cut off while sending hears no answer.
        else done(size > READ_ON * largest ? new Refusal(refusals.too_large) : null);
      },
    });
    await pipeline(bytes, limit, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
    if (size > largest) throw new Refusal(refusals.too_large);
    return size;
  }

  return {
    keep,
    /** Null where the file is not there. */
    async read(stored_as: string): Promise<Readable | null> {
      const handle = await open(at(stored_as)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      return handle?.createReadStream() ?? null;
    },
    async remove(names: string[]): Promise<void> {
      await Promise.all(names.map((stored_as) => rm(at(stored_as), { force: true })));
    },
  };
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
