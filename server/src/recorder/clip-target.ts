import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync, writevSync } from 'node:fs';
import { isDiskFull } from '#files/trouble.ts';

/** There is no room for it on the disk. What was there before is whole. */
export class DiskFull extends Error {}

/** The file of a clip: whole pieces are added at its end, and some places in front are filled in later. */
export interface ClipTarget {
  size(): number;
  /** All of it is in the file afterwards, or it threw and none of it is. */
  append(pieces: readonly Buffer[]): void;
  patch(bytes: Buffer, position: number): void;
  close(): void;
}

/**
 * What is written is the kernel's at once, so that it outlives the process. Synchronous: it goes to the page cache, and
 * no file of a class may be half a second behind another.
 */
export function createFileTarget(
  file: string,
  flags: 'wx' | 'r+',
): ClipTarget & { read: ReadAt; cut(size: number): void } {
  const fd = openSync(file, flags);
  let size = fstatSync(fd).size;
  return {
    size: () => size,
    append(pieces) {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const before = size;
      noticeFullDisk(() => {
        try {
          let written = writevSync(fd, pieces, size);
          if (written < length) {
            const rest = Buffer.concat(pieces);
            while (written < length) written += writeSync(fd, rest, written, length - written, size + written);
          }
        } catch (error) {
          ftruncateSync(fd, before);
          throw error;
        }
      });
      size += length;
    },
    patch(bytes, position) {
      noticeFullDisk(() => writeSync(fd, bytes, 0, bytes.length, position));
    },
    read(position, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
      const count = readSync(fd, bytes, 0, bytes.length, position);
      return bytes.subarray(0, count);
    },
    cut(to) {
      ftruncateSync(fd, to);
      size = to;
    },
    close: () => closeSync(fd),
  };
}

/** Fewer bytes only where the file ends. */
export type ReadAt = (position: number, length: number) => Buffer;

/** Runs what writes; where the disk has no room for it, it throws `DiskFull`. */
export function noticeFullDisk<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (isDiskFull(error)) throw new DiskFull('The disk is full', { cause: error });
    throw error;
  }
}
