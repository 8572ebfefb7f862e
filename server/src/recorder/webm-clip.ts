import type { ClipFile, ClipFormat, ClipFrame } from './clip-file.ts';
import type { ClipTarget } from './clip-target.ts';
import { element, filler, float, ID, idBytes, longSizeBytes, sizeBytes, text, uint, uint64 } from './ebml.ts';

/** A place to seek to: where a cluster begins whose first frame needs none before it. */
export interface Cue {
  at: number;
  /** In the file. */
  position: number;
}

/** Sound can be entered anywhere; so often is enough. */
const SOUND_CUE_MS = 5_000;
/** What is flushed lies in one cluster, unless it is longer than this. */
const LONGEST_CLUSTER_MS = 10_000;

/**
 * Writes WebM in whole clusters whose length is known, so that the file is sound after each of them; what is only known
 * at the end is then filled in in front, and the list of places to seek to added behind.
 */
export function createWebmClip(target: ClipTarget, format: ClipFormat): ClipFile {
  const sound = format.codec === 'opus';
  const head = webmHead(format);
  target.append([head.bytes]);
  const cues: Cue[] = [];
  let waiting: ClipFrame[] = [];
  let last = 0;

  function writeCluster(): void {
    const frames = waiting;
    const [first] = frames;
    if (!first) return;
    waiting = [];
    const start = Math.round(first.at);
    const blocks = frames.flatMap((frame) => [blockHead(frame, start), frame.data]);
    const timestamp = uint(ID.Timestamp, start);
    const length = blocks.reduce((sum, part) => sum + part.length, timestamp.length);
    const position = target.size();
    target.append([idBytes(ID.Cluster), sizeBytes(length), timestamp, ...blocks]);
    const before = cues.at(-1);
    if (first.key && (!sound || !before || start - before.at >= SOUND_CUE_MS)) cues.push({ at: start, position });
  }

  return {
    add(frame) {
      const [first] = waiting;
      const cut = first && ((frame.key && !sound) || frame.at - first.at > LONGEST_CLUSTER_MS);
      if (cut) writeCluster();
      waiting.push(frame);
      last = frame.at;
    },
    flush() {
      if (waiting.length === 0) return;
      writeCluster();
      target.patch(durationBytes(last), head.duration_at);
    },
    finish(duration) {
      writeCluster();
      finishWebm(target, cues, duration);
      const size = target.size();
      target.close();
      return { size };
    },
    abandon: () => target.close(),
  };
}

/** Where the Segment's own size lies, behind what says that this is WebM. */
const EBML_HEAD = element(
  ID.EBML,
  uint(0x4286, 1),
  uint(0x42f7, 1),
  uint(0x42f2, 4),
  uint(0x42f3, 8),
  text(0x4282, 'webm'),
  uint(0x4287, 4),
  uint(0x4285, 2),
);
const SEGMENT_SIZE_AT = EBML_HEAD.length + 4;
export const SEGMENT_CONTENT_AT = SEGMENT_SIZE_AT + 8;
/** Left free for saying where everything is. */
const SEEK_HEAD_LENGTH = 100;
const INFO_AT = SEGMENT_CONTENT_AT + SEEK_HEAD_LENGTH;
const INFO_FRONT = Buffer.concat([uint(0x2ad7b1, 1_000_000), text(0x4d80, 'Lectern'), text(0x5741, 'Lectern')]);
const INFO = element(ID.Info, INFO_FRONT, float(ID.Duration, 0));
const DURATION_AT = INFO_AT + INFO.length - 8;
const TRACKS_AT = INFO_AT + INFO.length;

function webmHead(format: ClipFormat): { bytes: Buffer; duration_at: number } {
  const bytes = Buffer.concat([
    EBML_HEAD,
    idBytes(ID.Segment),
    longSizeBytes(null),
    filler(SEEK_HEAD_LENGTH),
    INFO,
    element(ID.Tracks, element(ID.TrackEntry, ...trackEntry(format))),
  ]);
  return { bytes, duration_at: DURATION_AT };
}

function trackEntry(format: ClipFormat): Buffer[] {
  const front = [uint(0xd7, 1), uint(0x73c5, 1), uint(0x9c, 0)];
  if (format.codec === 'opus') {
    const rate = float(0xb5, 48_000);
    const audio = element(0xe1, rate, uint(0x9f, 2));
    return [...front, uint(0x83, 2), text(0x86, 'A_OPUS'), element(0x63a2, OPUS_HEAD), uint(0x56bb, 80_000_000), audio];
  }
  const { codec, width, height } = format;
  const video = element(ID.Video, uint(ID.PixelWidth, width), uint(ID.PixelHeight, height));
  return [...front, uint(0x83, 1), text(0x86, codec === 'vp9' ? 'V_VP9' : 'V_VP8'), video];
}

/** RFC 7845, 5.1: two channels, nothing to skip at the beginning, 48 kHz. */
const OPUS_HEAD = Buffer.from([...Buffer.from('OpusHead'), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]);

function blockHead(frame: ClipFrame, cluster_at: number): Buffer {
  const size = sizeBytes(frame.data.length + 4);
  const bytes = Buffer.alloc(size.length + 5);
  bytes[0] = ID.SimpleBlock;
  size.copy(bytes, 1);
  bytes[size.length + 1] = 0x81;
  bytes.writeInt16BE(Math.round(frame.at) - cluster_at, size.length + 2);
  bytes[size.length + 4] = frame.key ? 0x80 : 0;
  return bytes;
}

function durationBytes(duration: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(duration);
  return bytes;
}

/**
 * Makes a file that ends with its last cluster complete. The list of places first, what points to it last: killed in
 * between, it is as it was.
 */
export function finishWebm(target: ClipTarget, cues: readonly Cue[], duration: number): void {
  const cues_at = target.size() - SEGMENT_CONTENT_AT;
  const points = cues.map(({ at, position }) =>
    element(
      ID.CuePoint,
      uint(ID.CueTime, at),
      element(ID.CueTrackPositions, uint(ID.CueTrack, 1), uint(ID.CueClusterPosition, position - SEGMENT_CONTENT_AT)),
    ),
  );
  target.append([element(ID.Cues, ...points)]);
  target.patch(durationBytes(duration), DURATION_AT);
  target.patch(longSizeBytes(target.size() - SEGMENT_CONTENT_AT), SEGMENT_SIZE_AT);
  const seek = (id: number, position: number) =>
    element(ID.Seek, element(ID.SeekID, idBytes(id)), uint64(ID.SeekPosition, position));
  const places = [
    seek(ID.Info, INFO_AT - SEGMENT_CONTENT_AT),
    seek(ID.Tracks, TRACKS_AT - SEGMENT_CONTENT_AT),
    seek(ID.Cues, cues_at),
  ];
  const seekHead = element(ID.SeekHead, ...places);
  target.patch(Buffer.concat([seekHead, filler(SEEK_HEAD_LENGTH - seekHead.length)]), SEGMENT_CONTENT_AT);
}
