import type { ClipTarget, ReadAt } from './clip-target.ts';
import { ID, readHead } from './ebml.ts';
import type { MendedClip } from './mended-clip.ts';
import { type Cue, finishWebm, SEGMENT_CONTENT_AT } from './webm-clip.ts';

/** As long as a frame is taken to last of which none comes after it. */
const LAST_FRAME_MS = 20;
/** More than the heads of a cluster and of its first block. */
const HEAD_BYTES = 64;

type Mendable = ClipTarget & { read: ReadAt; cut(size: number): void };

/** Reads the heads of all clusters, cuts off what is not whole, and completes the file. */
export function mendWebm(target: Mendable): MendedClip | null {
  let position = SEGMENT_CONTENT_AT;
  let size = { width: null as number | null, height: null as number | null };
  const cues: Cue[] = [];
  let last: { content: number; length: number } | null = null;
  let complete = false;
  let told = 0;
  for (;;) {
    const head = readHead(target.read(position, HEAD_BYTES), 0);
    if (!head || head.size === null || position + head.content + head.size > target.size()) break;
    const content = position + head.content;
    if (head.id === ID.SeekHead) complete = true;
    else if (head.id === ID.Info) told = child(target.read(content, head.size), ID.Duration)?.readDoubleBE() ?? 0;
    else if (head.id === ID.Tracks) size = pictureSize(target.read(content, head.size));
    else if (head.id === ID.Cluster) {
      const first = firstBlock(target.read(content, HEAD_BYTES));
      if (first?.key) cues.push({ at: first.at, position });
      last = { content, length: head.size };
    } else if (head.id === ID.Cues) break;
    position = content + head.size;
  }
  if (!last) return null;
  if (complete) return { duration: told, ...size, size: target.size() };
  const duration = lastBlockAt(target.read(last.content, last.length)) + LAST_FRAME_MS;
  target.cut(position);
  finishWebm(target, size.width === null ? thinned(cues) : cues, duration);
  return { duration, ...size, size: target.size() };
}

/** Every frame of sound is a place to begin at; one in five seconds is enough. */
function thinned(cues: readonly Cue[]): Cue[] {
  const kept: Cue[] = [];
  for (const cue of cues) {
    const before = kept.at(-1);
    if (!before || cue.at - before.at >= 5_000) kept.push(cue);
  }
  return kept;
}

function* children(bytes: Buffer) {
  for (let at = 0; at < bytes.length; ) {
    const head = readHead(bytes, at);
    if (!head || head.size === null) return;
    yield { id: head.id, content: bytes.subarray(head.content, head.content + head.size) };
    at = head.content + head.size;
  }
}

const child = (bytes: Buffer, id: number) => [...children(bytes)].find((one) => one.id === id)?.content;

function pictureSize(tracks: Buffer): { width: number | null; height: number | null } {
  const entry = child(tracks, ID.TrackEntry);
  const video = entry && child(entry, ID.Video);
  if (!video) return { width: null, height: null };
  const read = (id: number) => {
    const value = child(video, id);
    return value ? value.readUIntBE(0, value.length) : null;
  };
  return { width: read(ID.PixelWidth), height: read(ID.PixelHeight) };
}

const readUint = (bytes: Buffer) => bytes.readUIntBE(0, Math.min(bytes.length, 6));

function firstBlock(cluster: Buffer): { at: number; key: boolean } | null {
  let start = 0;
  for (const { id, content } of children(cluster)) {
    if (id === ID.Timestamp) start = readUint(content);
    if (id === ID.SimpleBlock) return { at: start + content.readInt16BE(1), key: ((content[3] ?? 0) & 0x80) !== 0 };
  }
  return null;
}

function lastBlockAt(cluster: Buffer): number {
  let start = 0;
  let last = 0;
  for (const { id, content } of children(cluster)) {
    if (id === ID.Timestamp) start = readUint(content);
    if (id === ID.SimpleBlock) last = start + content.readInt16BE(1);
  }
  return last;
}
