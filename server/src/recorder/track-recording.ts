import type { ClipSource } from '@lectern/contract';
import type { RoomShelf } from './clip-shelf.ts';
import { OPUS_RATE } from './opus-line.ts';
import { createPacketOrder } from './packet-order.ts';
import type { PublisherClock } from './publisher-clock.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { createSoundClips } from './sound-clips.ts';
import { createVideoClips } from './video-clips.ts';
import { createVideoFrames, type Frame, type VideoCodec } from './video-frames.ts';

/** So long what came is held back, in milliseconds, until it is known whether it may be written, and where it lies in time. */
export const HOLD = 800;
/** By so much, in milliseconds, something may come later than it was sent, and is still written. */
const LATEST = 1_000;
/** So long it is held back at most where it does not become known: a recorder that is not seen for this long counts as lost. */
const LONGEST_HOLD = 10_000;
/** What was written is flushed this often, in milliseconds. */
const FLUSH_EVERY = 500;
/** A key frame is asked for again after this long, in milliseconds. */
const ASK_KEY_AGAIN = 500;
/** Without a key frame for this long, in milliseconds, a replay would have to decode too much to show where it is sought. */
const KEY_EVERY = 8_000;

/** One thing that came, in its order. */
type Held =
  | { kind: 'picture'; frame: Frame }
  | { kind: 'sound'; packet: Buffer; timestamp: number; arrived: number }
  | { kind: 'end'; arrived: number };

/** The clips that are made of one track's frames. All moments in milliseconds by the recorder's clock. */
export interface ClipsOfTrack<T> {
  take(what: T, at: number): void;
  /** What is open ends then, or with the last that it has where that is later. */
  end(at: number): void;
  flush(): void;
  isOpen(): boolean;
  /** Up to when what is open may go on. */
  until(): number;
}

export interface TrackRecordingParts {
  account_id: number;
  source: ClipSource;
  codec: VideoCodec | 'opus';
  clock: PublisherClock;
  shelf: RoomShelf;
  /** Until when what was sent at that moment may be written; null: it may not. */
  until(at: number): number | null;
  /** Up to which moment it is known what may be written. */
  knownUntil(): number;
  askAgain(seqs: number[]): void;
  askKeyFrame(): void;
}

export type TrackRecording = ReturnType<typeof createTrackRecording>;

/** Records one stream of packets, in as many clips as it takes. */
export function createTrackRecording(parts: TrackRecordingParts) {
  const { codec, until } = parts;
  const rate = codec === 'opus' ? OPUS_RATE : 90_000;
  const place = parts.clock.addTrack(rate);
  const held: Held[] = [];
  let last_packet = Number.NEGATIVE_INFINITY;
  let last_key = Number.NEGATIVE_INFINITY;
  let asked_key = Number.NEGATIVE_INFINITY;
  let flushed = 0;
  let ended = false;

  const video =
    codec === 'opus'
      ? null
      : {
          clips: createVideoClips({ ...parts, codec }),
          frames: createVideoFrames(codec, {
            frame(frame) {
              if (frame.key) last_key = frame.arrived;
              held.push({ kind: 'picture', frame });
            },
            blank: () => held.push({ kind: 'end', arrived: last_packet }),
          }),
        };
  const sound = codec === 'opus' ? createSoundClips(parts) : null;
  const clips = video?.clips ?? sound;

  const order = createPacketOrder({
    packet(packet) {
      place.heard(packet.timestamp, packet.arrived);
      if (video) video.frames.take(packet);
      else if (packet.payload.length > 0) {
        held.push({ kind: 'sound', packet: packet.payload, timestamp: packet.timestamp, arrived: packet.arrived });
      }
    },
    lost: () => video?.frames.lost(),
  });

  function take(packet: RtpPacket): void {
    if (ended) return;
    last_packet = packet.arrived;
    order.take(packet);
  }

  /** Called every few milliseconds. Throws `DiskFull`. */
  function tick(now: number): void {
    if (!ended) {
      const missing = order.tick(now);
      if (missing.length > 0) parts.askAgain(missing);
      askForKeys(now);
    }
    release(now, HOLD);
    // Nothing comes any more after the end of what may be written: it ends by the clock, when the last of it is written.
    if (clips?.isOpen() && clips.until() <= now - HOLD - LATEST) clips.end(clips.until());
    if (now - flushed < FLUSH_EVERY) return;
    flushed = now;
    clips?.flush();
  }

  function askForKeys(now: number): void {
    if (!video) return;
    const flows = now - last_packet < 1_000;
    const is_open = video.clips.isOpen();
    if (!flows || now - asked_key < ASK_KEY_AGAIN || (until(now) === null && !is_open)) return;
    // The last one may have come before it could be written, and LiveKit lets few questions for another one through.
    const unused = !is_open && now - last_key > HOLD + ASK_KEY_AGAIN;
    if (!video.frames.needsKey() && !unused && now - last_key <= KEY_EVERY) return;
    askKeyNow(now);
  }

  function askKeyNow(now: number): void {
    asked_key = now;
    parts.askKeyFrame();
  }

  function release(now: number, hold: number): void {
    for (let next = held[0]; next && arrivalOf(next) + hold <= now; next = held[0]) {
      const known = arrivalOf(next) <= parts.knownUntil();
      if (!known && arrivalOf(next) + LONGEST_HOLD > now) return;
      held.shift();
      if (known) write(next, now);
      // What would follow needs what is left out.
      else clips?.end(0);
    }
  }

  function write(next: Held, now: number): void {
    if (next.kind === 'end') clips?.end(Math.min(next.arrived, clips.until()));
    else if (next.kind === 'picture') video?.clips.take(next.frame, place.at(next.frame.timestamp, now));
    else sound?.take(next, place.at(next.timestamp, now));
  }

  return {
    take,
    tick,
    reported: (sender_ms: number, timestamp: number) => place.reported(sender_ms, order.timestampOf(timestamp)),
    /** It may be written from now on: a picture needs a key frame for that. */
    begin(now: number) {
      if (video) askKeyNow(now);
    },
    /** Its sender has turned it off, and may turn it on again. */
    pause(now: number) {
      if (video) held.push({ kind: 'end', arrived: now });
    },
    /** Nothing more comes of it; what came is still written in its time. */
    end(now: number) {
      if (ended) return;
      ended = true;
      held.push({ kind: 'end', arrived: now });
    },
    isDone: () => ended && held.length === 0,
    /** Writes all that came, and completes its file. Throws `DiskFull`. */
    close(now: number) {
      release(now, Number.NEGATIVE_INFINITY);
      clips?.end(Math.min(now, clips.until()));
      place.end();
    },
    /** Completes its file without what is still held back: there is no room for it. */
    giveUp(now: number) {
      held.length = 0;
      clips?.end(Math.min(now, clips.until()));
      place.end();
    },
  };
}

const arrivalOf = (held: Held) => (held.kind === 'picture' ? held.frame.arrived : held.arrived);
