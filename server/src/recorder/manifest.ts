import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipSource, Id } from '@lectern/contract';
import { z } from 'zod';
import { isMissing } from '#files/trouble.ts';
import { tryJson } from '#try-json.ts';

/** Milliseconds since 1970 by the recorder's clock, with fractions. */
const Moment = z.number().nonnegative();
const Account = z.int().positive();
const Ordinal = z.int().positive();
/** A breakout's id; null: the main room, as in the manifests of before there were breakouts. */
const Room = Id.nullable().default(null);

export const ClipCodec = z.enum(['vp8', 'vp9', 'h264', 'opus']);
export type ClipCodec = z.infer<typeof ClipCodec>;

export const CloseReason = z.enum(['stopped', 'signal', 'disk_full', 'replaced']);
export type CloseReason = z.infer<typeof CloseReason>;

/** One line of a take's manifest: all that a recorder knows about the files it wrote. */
export const ManifestLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take'), take: Ordinal, opened_at: Moment }),
  /** Written with the first bytes of its file. */
  z.object({
    kind: z.literal('clip'),
    clip: Ordinal,
    /** Below the recording's folder. */
    file: z.string().regex(/^take-\d+\/\d+\.(webm|mp4)$/),
    account_id: Account,
    breakout_id: Room,
    source: ClipSource,
    codec: ClipCodec,
    media_type: z.string(),
    /** Where the file's own time 0 lies. */
    started_at: Moment,
  }),
  /** The file is complete: it can be sought in, and tells its length. A clip without this line needs `mendClip`. */
  z.object({
    kind: z.literal('clip_ended'),
    clip: Ordinal,
    ended_at: Moment,
    /** Null for sound; the first size of a picture. */
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
    size: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal('spoke'), account_id: Account, breakout_id: Room, from: Moment, to: Moment }),
  z.object({
    kind: z.literal('trouble'),
    what: z.enum(['media_away', 'disk_full', 'track_not_recordable']),
    at: Moment,
    detail: z.string().optional(),
  }),
  z.object({ kind: z.literal('closed'), at: Moment, reason: CloseReason }),
]);
export type ManifestLine = z.infer<typeof ManifestLine>;

const FILE = 'manifest.jsonl';

/** The folder of one take, below its recording's folder. */
export const takeFolder = (take: number) => `take-${take}`;

export interface ManifestWriter {
  write(line: ManifestLine): void;
  close(): void;
}

/** Opens the manifest of a take for appending. A line is in the file when `write` returns, or it threw and none of it is. */
export function openManifest(recording_folder: string, take: number): ManifestWriter {
  const folder = path.join(recording_folder, takeFolder(take));
  mkdirSync(folder, { recursive: true });
  const fd = openSync(path.join(folder, FILE), 'a');
  let size = fstatSync(fd).size;
  return {
    write(line) {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
      } catch (error) {
        // Half a line would swallow the next one.
        ftruncateSync(fd, size);
        throw error;
      }
      size += bytes.length;
    },
    close: () => closeSync(fd),
  };
}

/**
 * What a take's manifest says. The recorder may have been killed in the middle of the last line: that one is left out, as is
 * any other that says nothing we know.
 */
export async function readManifest(recording_folder: string, take: number): Promise<ManifestLine[]> {
  const text = await readFile(path.join(recording_folder, takeFolder(take), FILE), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => ManifestLine.safeParse(tryJson(line)).data ?? []);
}

/** The takes that there are in a recording's folder, in order. */
export async function listTakes(recording_folder: string): Promise<number[]> {
  const names = await readdir(recording_folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names
    .map((name) => Number(/^take-([1-9]\d*)$/.exec(name)?.[1] ?? 0))
    .filter((take) => take > 0)
    .sort((one, other) => one - other);
}
