import type { ClipSource } from '@lectern/contract';
import type { OpenClip, RoomShelf } from './clip-shelf.ts';
import type { ClipsOfTrack } from './track-recording.ts';
import type { Frame, VideoCodec } from './video-frames.ts';

/** A picture is shown for so long at least, in milliseconds: one for which there is no such time any more is left out. */
const SHORTEST = 1;

interface Open {
  clip: OpenClip;
  started_at: number;
  until: number;
  setup: Buffer | null;
  /** Of the last frame, from the beginning of the clip. */
  last: number;
}

export interface VideoClipsParts {
  account_id: number;
  source: ClipSource;
  codec: VideoCodec;
  shelf: RoomShelf;
  until(at: number): number | null;
}

/** Makes clips of pictures: each begins with a key frame, and one that needs other parameter sets is a new one. */
export function createVideoClips(parts: VideoClipsParts): ClipsOfTrack<Frame> {
  const { account_id, source, codec, shelf } = parts;
  let open: Open | null = null;

  function take(frame: Frame, at: number): void {
    if (open && open.started_at + placeOf(at, open) + SHORTEST > limit()) end(limit());
    if (open && frame.setup && !(open.setup && frame.setup.equals(open.setup))) end(at);
    open ??= begin(frame, at);
    if (!open) return;
    const place = placeOf(at, open);
    open.clip.add({ data: frame.data, key: frame.key, at: place });
    open.last = place;
  }

  function begin(frame: Frame, at: number): Open | null {
    const until = parts.until(at);
    if (!frame.key || !frame.size || until === null || at + SHORTEST > until) return null;
    const format = { codec, ...frame.size, setup: frame.setup };
    const clip = shelf.open({ account_id, source, format, started_at: at });
    return { clip, started_at: at, until, setup: frame.setup, last: -SHORTEST };
  }

  function end(at: number): void {
    if (!open) return;
    const ending = open;
    open = null;
    ending.clip.finish(Math.max(at, ending.started_at + ending.last + SHORTEST));
  }

  // Asked anew: the end of what may be written becomes known while it is written.
  function limit(): number {
    if (!open) return Number.POSITIVE_INFINITY;
    open.until = parts.until(open.started_at) ?? open.until;
    return open.until;
  }

  return { take, end, flush: () => open?.clip.flush(), isOpen: () => open !== null, until: limit };
}

/** Two layers can share a moment, and time never goes back in a file. */
const placeOf = (at: number, { started_at, last }: Open) => Math.max(at - started_at, last + SHORTEST);
