import { createH264Assembly } from './h264-frames.ts';
import type { ClipCodec } from './manifest.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { assembleVp8 } from './vp8-frames.ts';
import { createVp9Assembly } from './vp9-frames.ts';

/** A picture as it came, encoded. */
export interface Picture {
  data: Buffer;
  /** It needs none before it. */
  key: boolean;
  /** Known of key frames. */
  size: { width: number; height: number } | null;
  /** What a player has to know before the first one (H264): a change of it begins a new clip. */
  setup: Buffer | null;
}

/**
 * What the payloads of one frame come to. blank: the tiny black picture that LiveKit sends where a camera is turned off.
 * broken: a part is missing.
 */
export type Assembled = Picture | 'blank' | 'broken';
export type Assemble = (payloads: Buffer[]) => Assembled;

export interface Frame extends Picture {
  timestamp: number;
  arrived: number;
}

/** No screen is wider or higher, and no picture of one takes more bytes: what says or sends more is made to do harm. */
const LARGEST_SIDE = 8_192;
const LARGEST_FRAME = 16 * 1024 * 1024;

export type VideoCodec = Exclude<ClipCodec, 'opus'>;

function assemblyOf(codec: VideoCodec): Assemble {
  switch (codec) {
    case 'vp8':
      return assembleVp8;
    case 'vp9':
      return createVp9Assembly();
    case 'h264':
      return createH264Assembly();
    default:
      return codec satisfies never;
  }
}

export interface VideoFrameEvents {
  frame(frame: Frame): void;
  /** The camera was turned off: nothing comes until the next key frame. */
  blank(): void;
}

/** Makes whole frames of packets that come in order. After a loss nothing goes on before the next key frame. */
export function createVideoFrames(codec: VideoCodec, events: VideoFrameEvents) {
  const assemble = assemblyOf(codec);
  let parts: RtpPacket[] = [];
  let bytes = 0;
  let needsKey = true;

  function take(packet: RtpPacket): void {
    // Padding, by which LiveKit probes or fills a pause.
    if (packet.payload.length === 0) return;
    if (parts[0] && parts[0].timestamp !== packet.timestamp) finish();
    bytes += packet.payload.length;
    parts.push(packet);
    if (bytes > LARGEST_FRAME) lost();
    else if (packet.marker) finish();
  }

  function finish(): void {
    const [first] = parts;
    const assembled = first ? plausible(assemble(parts.map((part) => part.payload))) : 'broken';
    const arrived = parts.at(-1)?.arrived ?? 0;
    parts = [];
    bytes = 0;
    if (assembled === 'blank') {
      needsKey = true;
      events.blank();
    } else if (assembled === 'broken' || !first) needsKey = true;
    else if (assembled.key || !needsKey) {
      needsKey = false;
      events.frame({ ...assembled, timestamp: first.timestamp, arrived });
    }
  }

  function lost(): void {
    parts = [];
    bytes = 0;
    needsKey = true;
  }

  return { take, lost, needsKey: () => needsKey };
}

function plausible(assembled: Assembled): Assembled {
  if (typeof assembled === 'string' || !assembled.size) return assembled;
  const { width, height } = assembled.size;
  return [width, height].every((side) => side > 0 && side <= LARGEST_SIDE) ? assembled : 'broken';
}
