import type { Readable } from 'node:stream';
import type { ByteRange } from './byte-range.ts';

/** A file of a recording, by its name below the recording's folder. */
export interface KeptFile {
  file: string;
  size: number;
}

/** A place that recordings are kept in. */
export interface Place {
  /** Null where the file is not there. */
  size(recording_id: number, file: string): Promise<number | null>;
  /** The file's bytes, or a part of them. */
  read(recording_id: number, file: string, range: ByteRange | null): Promise<Readable>;
  /** Keeps a file once it is whole; before that there is none. */
  write(recording_id: number, file: string, bytes: Readable): Promise<void>;
  list(recording_id: number): Promise<KeptFile[]>;
  remove(recording_id: number, file: string): Promise<void>;
  /** All that there is of a recording, whatever its rows say. */
  removeAll(recording_id: number): Promise<void>;
  isGone(recording_id: number): Promise<boolean>;
}
