import type { ClipTarget, ReadAt } from './clip-target.ts';
import type { MendedClip } from './mended-clip.ts';
import { findBox, readBoxHead } from './mp4-boxes.ts';
import { finishMp4, MOVIE_AT } from './mp4-clip.ts';
import { type Mp4Format, type Sample, TIMESCALE } from './mp4-index.ts';

type Mendable = ClipTarget & { read: ReadAt; cut(size: number): void };

/** Reads the index of every fragment, cuts off what is not whole, and completes the file. */
export function mendMp4(target: Mendable): MendedClip | null {
  const first = boxAt(target, MOVIE_AT);
  // Its head is plain data when the file is complete: then the movie is the last box.
  const hidden = readBoxHead(target.read(MOVIE_AT - 16, 16));
  if (hidden?.type === 'mdat') return described(target, boxAt(target, MOVIE_AT - 16 + hidden.size));
  const format = first?.type === 'moov' ? formatOf(first.content) : null;
  if (!first || !format) return null;
  const samples: Sample[] = [];
  let position = MOVIE_AT + first.size;
  let end = 0;
  for (;;) {
    const index = boxAt(target, position);
    const data = index?.type === 'moof' ? readBoxHead(target.read(position + index.size, 8)) : null;
    const after = position + (index?.size ?? 0) + (data?.size ?? 0);
    if (!index || data?.type !== 'mdat' || after > target.size()) break;
    end = readFragment(index.content, position, samples);
    position = after;
  }
  if (samples.length === 0) return null;
  target.cut(position);
  finishMp4(target, format, samples, end);
  return { duration: (end * 1_000) / TIMESCALE, width: format.width, height: format.height, size: target.size() };
}

function boxAt(target: Mendable, position: number) {
  const head = readBoxHead(target.read(position, 16));
  if (!head || head.type === 'mdat' || position + head.size > target.size()) return null;
  return { ...head, content: target.read(position + head.head, head.size - head.head) };
}

function described(target: Mendable, movie: { content: Buffer } | null): MendedClip | null {
  const format = movie && formatOf(movie.content);
  const header = movie && findBox(movie.content, ['mvhd']);
  if (!format || !header) return null;
  const duration = (Number(header.readBigUInt64BE(24)) * 1_000) / TIMESCALE;
  return { duration, width: format.width, height: format.height, size: target.size() };
}

function formatOf(movie: Buffer): Mp4Format | null {
  const entries = findBox(movie, ['trak', 'mdia', 'minf', 'stbl', 'stsd']);
  const entry = entries && findBox(entries.subarray(8), ['avc1']);
  const setup = entry && findBox(entry.subarray(78), ['avcC']);
  return entry && setup ? { width: entry.readUInt16BE(24), height: entry.readUInt16BE(26), setup } : null;
}

/** Adds the frames of a fragment; when its last one ends. */
function readFragment(index: Buffer, position: number, samples: Sample[]): number {
  const start = findBox(index, ['traf', 'tfdt']);
  const run = findBox(index, ['traf', 'trun']);
  if (!start || !run) return samples.at(-1)?.at ?? 0;
  let at = Number(start.readBigUInt64BE(4));
  let place = position + run.readUInt32BE(8);
  for (let left = run.readUInt32BE(4), entry = 12; left > 0; left--, entry += 12) {
    const size = run.readUInt32BE(entry + 4);
    samples.push({ position: place, size, key: (run.readUInt32BE(entry + 8) & 0x10000) === 0, at });
    place += size;
    at += run.readUInt32BE(entry);
  }
  return at;
}
