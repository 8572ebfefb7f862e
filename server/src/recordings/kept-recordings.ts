import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BucketConfig } from '#config.ts';
import { createBucket } from './bucket.ts';
import type { ByteRange } from './byte-range.ts';
import { createFolder } from './folder.ts';
import { type SentAs, sendFile } from './send-file.ts';

/** Where a recording's files are: the folder, or the bucket. */
export type KeptIn = 'folder' | 'bucket';

/** A file of a recording, as a row names it. */
export interface KeptAt {
  kept_in: KeptIn;
  recording_id: number;
  /** Below the recording's folder. */
  file: string;
}

/** What a job works with lies in folders of this beginning; it is neither moved nor served. */
export const SCRATCH = 'scratch-';

export type KeptRecordings = ReturnType<typeof createKeptRecordings>;

/**
 * The files of recordings: written into a folder, and moved to a bucket where there is one. What a row says of the place
 * may be a moment behind, so the other place is looked into too.
 */
export function createKeptRecordings({
  folder: root,
  bucket: config,
}: {
  folder: string;
  bucket: BucketConfig | null;
}) {
  const folder = createFolder(root);
  const bucket = config ? createBucket(config) : null;

  /** Null where it is in neither place. */
  async function find({ kept_in, recording_id, file }: KeptAt) {
    const places = kept_in === 'folder' ? [folder, bucket] : [bucket, folder];
    for (const place of places) {
      const size = (await place?.size(recording_id, file)) ?? null;
      if (place && size !== null) return { place, size };
    }
    return null;
  }

  /** A file's size and its bytes, or a part of them. Null where it is in neither place. */
  async function read(at: KeptAt, range: ByteRange | null = null): Promise<{ size: number; bytes: Readable } | null> {
    const found = await find(at);
    if (!found) return null;
    return { size: found.size, bytes: await found.place.read(at.recording_id, at.file, range) };
  }

  /** A path at which a file can be read on this machine: where it lies, or a copy of it at `target`. Null where it is not there. */
  async function fetch(at: KeptAt, target: string): Promise<string | null> {
    const found = await find(at);
    if (!found) return null;
    if (found.place === folder) return folder.at(at.recording_id, at.file);
    const copied = await stat(target).catch(() => null);
    if (copied?.size === found.size) return target;
    await pipeline(await found.place.read(at.recording_id, at.file, null), createWriteStream(target, { mode: 0o600 }));
    return target;
  }

  /** Answers a request with a file, or what it asks for of it. */
  async function send(request: FastifyRequest, reply: FastifyReply, at: KeptAt, as: SentAs): Promise<FastifyReply> {
    const found = await find(at);
    const name = `${at.recording_id}/${at.file}`;
    const file = found && {
      name,
      size: found.size,
      read: (range: ByteRange | null) => found.place.read(at.recording_id, at.file, range),
    };
    return sendFile(request, reply, file, as);
  }

  /** Writes what was made in memory. */
  async function write({ kept_in, recording_id, file }: KeptAt, bytes: Uint8Array): Promise<void> {
    const place = kept_in === 'bucket' && bucket ? bucket : folder;
    await place.write(recording_id, file, Readable.from([bytes]));
  }

  /** Takes over a finished file of this machine, which must lie below the recording's folder. Its size. */
  async function adopt({ kept_in, recording_id, file }: KeptAt, made: string): Promise<number> {
    const handle = await open(made, 'r+');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await chmod(made, 0o600);
    if (kept_in === 'bucket' && bucket) await bucket.write(recording_id, file, createReadStream(made));
    else await rename(made, await folder.makeRoomFor(recording_id, file));
    return size;
  }

  /**
   * Brings all of a recording's files into the bucket, and makes sure that they are whole there; `markMoved` writes the
   * place down, and then they leave the folder. Can be done again from any point. False where there is no bucket.
   */
  async function moveToBucket(recording_id: number, markMoved: () => Promise<unknown>): Promise<boolean> {
    if (!bucket) return false;
    const files = (await folder.list(recording_id)).filter(({ file }) => !file.startsWith(SCRATCH));
    for (const { file, size } of files) {
      if ((await bucket.size(recording_id, file)) === size) continue;
      await bucket.write(recording_id, file, await folder.read(recording_id, file, null));
      const arrived = await bucket.size(recording_id, file);
      if (arrived !== size)
        throw new Error(`${recording_id}/${file} has ${size} bytes here and ${arrived} in the bucket`);
    }
    await markMoved();
    for (const { file } of files) await folder.remove(recording_id, file);
    return true;
  }

  return {
    /** Where a file lies, or will lie, on this machine. */
    path: (recording_id: number, file: string) => folder.at(recording_id, file),
    /** The folder of a recording on this machine, which need not be there. */
    folder: (recording_id: number) => folder.whole(recording_id),
    /** The folder that all of them lie in. */
    root: path.resolve(root),
    /** A file's place on this machine, in a folder that is there. */
    makeRoomFor: folder.makeRoomFor,
    /** In which place new recordings end up. */
    home: (bucket ? 'bucket' : 'folder') as KeptIn,
    find,
    read,
    fetch,
    send,
    write,
    adopt,
    moveToBucket,
    async remove(recording_id: number, file: string): Promise<void> {
      await folder.remove(recording_id, file);
      await bucket?.remove(recording_id, file);
    },
    /** Everything there is of a recording, in both places. */
    async removeAll(recording_id: number): Promise<void> {
      await folder.removeAll(recording_id);
      await bucket?.removeAll(recording_id);
    },
    async isGone(recording_id: number): Promise<boolean> {
      return (await folder.isGone(recording_id)) && (await (bucket?.isGone(recording_id) ?? true));
    },
    close: () => bucket?.close(),
  };
}
