import { box, fullBox, u16, u32, u64 } from './mp4-boxes.ts';

/** As video's own clock runs. */
export const TIMESCALE = 90_000;

export interface Mp4Format {
  width: number;
  height: number;
  /** AVCDecoderConfigurationRecord. */
  setup: Buffer;
}

/** One frame: where it lies in the file, and when it is shown, in `TIMESCALE`. */
export interface Sample {
  position: number;
  size: number;
  key: boolean;
  at: number;
}

/** What a player reads first: with no samples, for a file whose frames lie in fragments. */
export function movie(format: Mp4Format, samples: readonly Sample[], end: number): Buffer {
  const duration = samples.length > 0 ? end : 0;
  const fragments = samples.length > 0 ? [] : [box('mvex', fullBox('trex', 0, 0, u32(1, 1, 0, 0, 0)))];
  const media = box('mdia', mediaHeader(duration), handler(), mediaInformation(format, samples, end));
  return box('moov', movieHeader(duration), box('trak', trackHeader(format, duration), media), ...fragments);
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function movieHeader(duration: number): Buffer {
  const times = Buffer.concat([u64(0, 0), u32(TIMESCALE), u64(duration)]);
  return fullBox('mvhd', 1, 0, times, u32(0x10000, 0x01000000, 0, 0), MATRIX, u32(0, 0, 0, 0, 0, 0, 2));
}

function trackHeader({ width, height }: Mp4Format, duration: number): Buffer {
  const times = Buffer.concat([u64(0, 0), u32(1, 0), u64(duration)]);
  return fullBox('tkhd', 1, 3, times, u32(0, 0, 0, 0), MATRIX, u32(width * 0x10000, height * 0x10000));
}

function mediaHeader(duration: number): Buffer {
  return fullBox('mdhd', 1, 0, u64(0, 0), u32(TIMESCALE), u64(duration), u16(0x55c4, 0));
}

function handler(): Buffer {
  return fullBox('hdlr', 0, 0, u32(0), Buffer.from('vide'), u32(0, 0, 0), Buffer.from('Lectern\0'));
}

function mediaInformation(format: Mp4Format, samples: readonly Sample[], end: number): Buffer {
  const here = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  return box('minf', fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)), here, sampleTable(format, samples, end));
}

function sampleTable(format: Mp4Format, samples: readonly Sample[], end: number): Buffer {
  const durations = runs(samples.map((sample, index) => Math.max(1, (samples[index + 1]?.at ?? end) - sample.at)));
  const keys = samples.flatMap((sample, index) => (sample.key ? [index + 1] : []));
  // Each frame is a chunk of its own: simple, and eight bytes each.
  const chunks = samples.length > 0 ? [1, 1, 1] : [];
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), visualEntry(format)),
    fullBox('stts', 0, 0, u32(durations.length, ...durations.flat())),
    ...(samples.length > 0 ? [fullBox('stss', 0, 0, u32(keys.length, ...keys))] : []),
    fullBox('stsc', 0, 0, u32(chunks.length / 3, ...chunks)),
    fullBox('stsz', 0, 0, u32(0, samples.length, ...samples.map((sample) => sample.size))),
    fullBox('co64', 0, 0, u32(samples.length), u64(...samples.map((sample) => sample.position))),
  );
}

function visualEntry({ width, height, setup }: Mp4Format): Buffer {
  return box(
    'avc1',
    u32(0),
    u16(0, 1, 0, 0),
    u32(0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(0x18, 0xffff),
    box('avcC', setup),
  );
}

/** How often each value comes after itself: [count, value]. */
function runs(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last && last[1] === value) last[0]++;
    else found.push([1, value]);
  }
  return found;
}
