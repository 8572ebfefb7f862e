import type { Clip, ClipSource } from '@lectern/contract';

/** Whose picture of what, or whose sound. */
export type ClipKey = `${ClipSource}:${number}`;

export const clipKey = ({ source, person }: Pick<Clip, 'source' | 'person'>): ClipKey => `${source}:${person}`;

export const isSound = ({ source }: Pick<Clip, 'source'>) => source === 'microphone' || source === 'screen_audio';

/** How long before its time a clip is loaded, in seconds at normal speed. */
const AHEAD = 6;
/** How many are loaded beforehand at most: each takes memory and a part of the line. */
const MOST_AHEAD = 12;

/** What is to be heard and seen at a time, and what is to be loaded beforehand, the nearest first. */
export interface DueClips {
  now: Clip[];
  soon: Clip[];
}

/** Finds what is due among clips in any order. All sounds count, and those pictures that are shown. */
export function createDueClips(clips: readonly Clip[]) {
  const inOrder = clips.filter(({ from, to }) => to > from).sort((one, other) => one.from - other.from);
  /** The longest of them: what began earlier than that is over. */
  const longest = inOrder.reduce((most, { from, to }) => Math.max(most, to - from), 0);

  return function dueAt(time: number, speed: number, isShown: (key: ClipKey) => boolean): DueClips {
    const wanted = (clip: Clip) => isSound(clip) || isShown(clipKey(clip));
    const due: DueClips = { now: [], soon: [] };
    for (let index = firstFrom(inOrder, time - longest); index < inOrder.length; index += 1) {
      const clip = inOrder[index];
      if (!clip || clip.from > time + AHEAD * speed) break;
      if (clip.to <= time || !wanted(clip)) continue;
      if (clip.from <= time) due.now.push(clip);
      else if (due.soon.length < MOST_AHEAD) due.soon.push(clip);
    }
    return due;
  };
}

/** The place of the first that begins at this time or later. */
function firstFrom(clips: readonly Clip[], time: number): number {
  let low = 0;
  let high = clips.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((clips[middle]?.from ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
