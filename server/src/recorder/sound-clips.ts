import type { ClipSource } from '@lectern/contract';
import type { OpenClip, RoomShelf } from './clip-shelf.ts';
import { createOpusLine, OPUS_RATE } from './opus-line.ts';
import type { ClipsOfTrack } from './track-recording.ts';

type Sound = { packet: Buffer; timestamp: number };

const PER_MS = OPUS_RATE / 1_000;
/** What begins at the very end of what may be written is left out: a packet is not cut. */
const PACKET_MS = 20;

export interface SoundClipsParts {
  account_id: number;
  source: ClipSource;
  shelf: RoomShelf;
  until(at: number): number | null;
}

/** Makes clips of sound, without a gap inside of each. */
export function createSoundClips(parts: SoundClipsParts): ClipsOfTrack<Sound> {
  const { account_id, source, shelf } = parts;
  let open: ReturnType<typeof begin> = null;
  let last_end = Number.NEGATIVE_INFINITY;

  function take({ packet, timestamp }: Sound, at: number): void {
    if (open && Math.max(at, endOf(open)) + PACKET_MS > limit()) {
      end(limit());
      return;
    }
    open ??= begin(at);
    open?.line.take(packet, (at - open.started_at) * PER_MS, timestamp);
  }

  function begin(at: number) {
    const until = parts.until(at);
    if (until === null || at + PACKET_MS > until) return null;
    // Where the clock has it in what the clip before has written already, it would be a clip of one packet, over that one's end.
    if (at < last_end) return null;
    const clip: OpenClip = shelf.open({ account_id, source, format: { codec: 'opus' }, started_at: at });
    const line = createOpusLine((data, sample) => clip.add({ data, key: true, at: sample / PER_MS }));
    return { clip, line, started_at: at, until };
  }

  // Asked anew: the end of what may be written becomes known while it is written.
  function limit(): number {
    if (!open) return Number.POSITIVE_INFINITY;
    open.until = parts.until(open.started_at) ?? open.until;
    return open.until;
  }

  /** It ends with its last sound: what would follow is silence. */
  function end(_at: number): void {
    if (!open) return;
    const ending = open;
    open = null;
    last_end = endOf(ending);
    ending.clip.finish(last_end);
  }

  /** Where what is written of it ends: up to 20 ms beside where the clock has it. */
  function endOf({ started_at, line }: NonNullable<typeof open>): number {
    return started_at + line.written() / PER_MS;
  }

  return { take, end, flush: () => open?.clip.flush(), isOpen: () => open !== null, until: limit };
}
