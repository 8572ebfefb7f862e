import type { ClipFile, ClipFrame } from './clip-file.ts';
import type { ClipTarget } from './clip-target.ts';
import { box, fullBox, u32, u64 } from './mp4-boxes.ts';
import { type Mp4Format, movie, type Sample, TIMESCALE } from './mp4-index.ts';

const FILE_TYPE = box('ftyp', Buffer.from('isom'), u32(0x200), Buffer.from('isomiso6avc1mp41'));
/** What is a filler at first becomes the head of one box with all fragments in it. */
const HIDE_AT = FILE_TYPE.length;
const HIDE_LENGTH = 16;
export const MOVIE_AT = HIDE_AT + HIDE_LENGTH;

/** How long the last frame of a fragment is taken to last, until the next fragment says when it begins. */
const USUAL_DURATION = TIMESCALE / 30;
const KEY_FLAGS = 0x02000000;
const DELTA_FLAGS = 0x01010000;

/**
 * Writes MP4 in fragments, each with its own index, so that the file is sound after each of them. Finishing adds one index
 * of all of it at the end and makes of what is before it plain data, by filling in sixteen bytes: then it is an ordinary MP4.
 */
export function createMp4Clip(target: ClipTarget, format: Mp4Format): ClipFile {
  target.append([FILE_TYPE, box('free', Buffer.alloc(HIDE_LENGTH - 8)), movie(format, [], 0)]);
  const samples: Sample[] = [];
  let waiting: ClipFrame[] = [];
  let number = 0;

  function flush(): void {
    const frames = waiting;
    if (frames.length === 0) return;
    waiting = [];
    const position = target.size();
    const { head, data_at } = fragmentHead(frames, ++number);
    target.append([head, ...frames.map((frame) => frame.data)]);
    let at = position + data_at;
    for (const { data, key, at: ms } of frames) {
      samples.push({ position: at, size: data.length, key, at: ticks(ms) });
      at += data.length;
    }
  }

  return {
    add: (frame) => void waiting.push(frame),
    flush,
    finish(duration) {
      flush();
      finishMp4(target, format, samples, ticks(duration));
      const size = target.size();
      target.close();
      return { size };
    },
    abandon: () => target.close(),
  };
}

const ticks = (ms: number) => Math.round((ms * TIMESCALE) / 1_000);

function fragmentHead(frames: readonly ClipFrame[], number: number): { head: Buffer; data_at: number } {
  const times = frames.map((frame) => ticks(frame.at));
  const entries = frames.flatMap(({ data, key }, index) => [
    (times[index + 1] ?? (times[index] ?? 0) + USUAL_DURATION) - (times[index] ?? 0),
    data.length,
    key ? KEY_FLAGS : DELTA_FLAGS,
  ]);
  const moof = (data_at: number) =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(number)),
      box(
        'traf',
        fullBox('tfhd', 0, 0x020000, u32(1)),
        fullBox('tfdt', 1, 0, u64(times[0] ?? 0)),
        fullBox('trun', 0, 0x000701, u32(frames.length, data_at), u32(...entries)),
      ),
    );
  const data_at = moof(0).length + 8;
  const dataHead = Buffer.alloc(8);
  dataHead.writeUInt32BE(8 + frames.reduce((sum, frame) => sum + frame.data.length, 0));
  dataHead.write('mdat', 4, 'latin1');
  return { head: Buffer.concat([moof(data_at), dataHead]), data_at };
}

/** Makes a file that ends with its last fragment complete. Killed before the last write of it, it is as it was. */
export function finishMp4(target: ClipTarget, format: Mp4Format, samples: readonly Sample[], end: number): void {
  const position = target.size();
  target.append([movie(format, samples, end)]);
  const head = Buffer.alloc(HIDE_LENGTH);
  head.writeUInt32BE(1);
  head.write('mdat', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(position - HIDE_AT), 8);
  target.patch(head, HIDE_AT);
}
