import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ClipSource, Span } from '@lectern/contract';
import { isMissing } from '#files/trouble.ts';
import { listTakes, type ManifestLine, readManifest } from '#recorder/manifest.ts';
import type { MendClip } from '#recorder/mended-clip.ts';
import { type Placed, type PlacedSpeech, placeClip, placeSpeech } from './placing.ts';

/** A file of a recording that is of use, and where it lies in it. */
export interface FoundClip extends Placed {
  account_id: number;
  /** In which room; null: the main room. */
  breakout_id: number | null;
  source: ClipSource;
  media_type: string;
  file: string;
  width: number | null;
  height: number | null;
  size: number;
}

/** What recorders have left in the folder of a recording. */
export interface Captured {
  clips: FoundClip[];
  spoke: PlacedSpeech[];
  /** Files that a manifest tells of, and that are not there or cannot be made sense of. The others are none the worse. */
  missing: number;
}

type Line<K extends ManifestLine['kind']> = Extract<ManifestLine, { kind: K }>;

/** Reads all takes of a recording; what a killed recorder left open is completed. Nothing of the media itself is read. */
export async function readCaptured(folder: string, spans: readonly Span[], mendClip: MendClip): Promise<Captured> {
  const clips: FoundClip[] = [];
  const spoken: Line<'spoke'>[] = [];
  let missing = 0;
  for (const take of await listTakes(folder)) {
    const lines = await readManifest(folder, take);
    const ended = new Map(lines.filter((line) => line.kind === 'clip_ended').map((line) => [line.clip, line]));
    for (const line of lines) {
      if (line.kind === 'spoke') spoken.push(line);
      if (line.kind !== 'clip') continue;
      const whole = await complete(path.join(folder, line.file), line, ended.get(line.clip), mendClip);
      if (whole === 'missing') missing += 1;
      if (whole === 'missing' || whole === 'empty') continue;
      const placed = placeClip(spans, line.started_at, whole.ended_at);
      if (!placed) continue;
      const { account_id, breakout_id, source, media_type, file } = line;
      const { width, height, size } = whole;
      clips.push({ account_id, breakout_id, source, media_type, file, width, height, size, ...placed });
    }
  }
  return { clips, spoke: placeSpeech(spans, spoken), missing };
}

type Complete = Pick<Line<'clip_ended'>, 'ended_at' | 'width' | 'height' | 'size'>;

async function complete(
  file: string,
  clip: Line<'clip'>,
  ended: Line<'clip_ended'> | undefined,
  mendClip: MendClip,
): Promise<Complete | 'missing' | 'empty'> {
  if ((await sizeOf(file)) === null) return 'missing';
  if (ended) return ended;
  const mended = await mendClip(file).catch((error: unknown) => {
    // What the disk says may be otherwise at the next try; what is in the file will not.
    if (error instanceof Error && 'syscall' in error) throw error;
    return 'spoiled' as const;
  });
  if (mended === 'spoiled') return 'missing';
  return mended ? { ...mended, ended_at: clip.started_at + mended.duration } : 'empty';
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
}
