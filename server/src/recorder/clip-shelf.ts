import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ClipSource } from '@lectern/contract';
import type { ClipFile, ClipFormat } from './clip-file.ts';
import { type ClipTarget, createFileTarget, DiskFull, noticeFullDisk } from './clip-target.ts';
import { type ManifestLine, openManifest, takeFolder } from './manifest.ts';
import { createMp4Clip } from './mp4-clip.ts';
import type { RoomId } from './permission.ts';
import { createWebmClip } from './webm-clip.ts';

/** Kept free for closing all files when the disk is full: their indexes, and the manifest. */
const RESERVE_BYTES = 8 * 1024 * 1024;

export interface NewClip {
  account_id: number;
  breakout_id: RoomId;
  source: ClipSource;
  format: ClipFormat;
  /** Where its time 0 lies, in milliseconds by the recorder's clock. */
  started_at: number;
}

export interface OpenClip extends Pick<ClipFile, 'add' | 'flush'> {
  finish(ended_at: number): void;
}

/** The shelf as one room has it: its clips are of that room. */
export interface RoomShelf {
  open(clip: Omit<NewClip, 'breakout_id'>): OpenClip;
}

export interface ClipShelfParts {
  /** The recording's. */
  folder: string;
  take: number;
  openTarget?: (file: string) => ClipTarget;
  reserveBytes?: number;
}

/** The files of one take: opens and numbers its clips, and tells the manifest of them. Throws `DiskFull`. */
export function openClipShelf({ folder, take, reserveBytes = RESERVE_BYTES, ...parts }: ClipShelfParts) {
  const openTarget = parts.openTarget ?? ((file) => createFileTarget(file, 'wx'));
  mkdirSync(path.join(folder, takeFolder(take)), { recursive: true });
  const reserve = path.join(folder, takeFolder(take), 'reserve');
  const manifest = openManifest(folder, take);
  tell({ kind: 'take', take, opened_at: Date.now() });
  noticeFullDisk(() => keepFree(reserve, reserveBytes));
  let count = 0;

  function tell(line: ManifestLine): void {
    noticeFullDisk(() => manifest.write(line));
  }

  function open({ account_id, breakout_id, source, format, started_at }: NewClip): OpenClip {
    const clip = ++count;
    const file = `${takeFolder(take)}/${clip}.${format.codec === 'h264' ? 'mp4' : 'webm'}`;
    const target = openTarget(path.join(folder, file));
    const written = createFile(target, format);
    const { codec } = format;
    tell({
      kind: 'clip',
      clip,
      file,
      account_id,
      breakout_id,
      source,
      codec,
      media_type: mediaType(format),
      started_at,
    });
    return {
      add: written.add,
      flush: written.flush,
      finish(ended_at) {
        const size = finishInSpace(written, ended_at - started_at);
        const { width, height } = codec === 'opus' ? { width: null, height: null } : format;
        tell({ kind: 'clip_ended', clip, ended_at, width, height, size });
      },
    };
  }

  return {
    open,
    tell,
    /** Gives up the reserve, so that everything can be closed on a full disk. */
    freeReserve: () => rmSync(reserve, { force: true }),
    close() {
      rmSync(reserve, { force: true });
      manifest.close();
    },
  };
}

export type ClipShelf = ReturnType<typeof openClipShelf>;

function createFile(target: ClipTarget, format: ClipFormat): ClipFile {
  if (format.codec !== 'h264') return createWebmClip(target, format);
  const { width, height, setup } = format;
  if (!setup) throw new Error('H264 without its parameter sets');
  return createMp4Clip(target, { width, height, setup });
}

/** What was still to be written may not fit any more; what completes the file is asked for once more without it. */
function finishInSpace(file: ClipFile, duration: number): number {
  try {
    return file.finish(duration).size;
  } catch (error) {
    if (error instanceof DiskFull) return file.finish(duration).size;
    throw error;
  }
}

function keepFree(file: string, bytes: number): void {
  if (statSync(file, { throwIfNoEntry: false })?.size === bytes) return;
  const fd = openSync(file, 'w');
  try {
    // Zeros that are written, since a hole takes no room.
    const piece = Buffer.alloc(256 * 1024);
    for (let left = bytes; left > 0; left -= piece.length) writeSync(fd, piece, 0, Math.min(left, piece.length));
  } finally {
    closeSync(fd);
  }
}

function mediaType(format: ClipFormat): string {
  switch (format.codec) {
    case 'opus':
      return 'audio/webm; codecs="opus"';
    case 'vp8':
      return 'video/webm; codecs="vp8"';
    case 'vp9':
      return 'video/webm; codecs="vp09.00.10.08"';
    case 'h264':
      return `video/mp4; codecs="avc1.${format.setup?.toString('hex', 1, 4) ?? ''}"`;
    default:
      return format satisfies never;
  }
}
