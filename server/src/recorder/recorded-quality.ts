import type { ClipSource } from '@lectern/contract';

export type RecordedQuality = 'low' | 'medium' | 'high';

/** Up to so many cameras are recorded as well as they come. */
const FEW = 4;
const SOME = 9;

export interface RecordedPicture {
  account_id: number;
  source: ClipSource;
}

/**
 * How well one picture is recorded: what is written is the layer that its sender sends anyway, so that nobody sends more
 * for it. Many cameras are shown small in a replay; the host, and who has the word, are shown large.
 */
export function recordedQuality(
  picture: RecordedPicture,
  cameras: number,
  prominent: ReadonlySet<number>,
): RecordedQuality {
  if (picture.source === 'screen' || cameras <= FEW) return 'high';
  if (prominent.has(picture.account_id)) return cameras <= SOME ? 'high' : 'medium';
  return cameras <= SOME ? 'medium' : 'low';
}
