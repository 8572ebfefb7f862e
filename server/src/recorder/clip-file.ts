import type { VideoCodec } from './video-frames.ts';

export type ClipFormat = { codec: 'opus' } | { codec: VideoCodec; width: number; height: number; setup: Buffer | null };

/** One encoded frame of a clip; `at` in milliseconds from the clip's beginning, always more than the one before. */
export interface ClipFrame {
  data: Buffer;
  key: boolean;
  at: number;
}

/** The file of a clip while it is written: at any moment it can be played, up to what was flushed. */
export interface ClipFile {
  add(frame: ClipFrame): void;
  /** Writes what was added. Throws `DiskFull`; what was to be written then is lost, and the file is whole. */
  flush(): void;
  /** Flushes, and makes that the file can be sought in and tells its length, in milliseconds. */
  finish(duration: number): { size: number };
  /** Closes it as it is. */
  abandon(): void;
}
