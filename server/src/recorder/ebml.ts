/** The elements of WebM (RFC 8794, RFC 9559) that a clip is made of. */
export const ID = {
  EBML: 0x1a45dfa3,
  Segment: 0x18538067,
  SeekHead: 0x114d9b74,
  Seek: 0x4dbb,
  SeekID: 0x53ab,
  SeekPosition: 0x53ac,
  Void: 0xec,
  Info: 0x1549a966,
  Duration: 0x4489,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  Cluster: 0x1f43b675,
  Timestamp: 0xe7,
  SimpleBlock: 0xa3,
  Cues: 0x1c53bb6b,
  CuePoint: 0xbb,
  CueTime: 0xb3,
  CueTrackPositions: 0xb7,
  CueTrack: 0xf7,
  CueClusterPosition: 0xf1,
} as const;

export function element(id: number, ...content: readonly Buffer[]): Buffer {
  return Buffer.concat([idBytes(id), sizeBytes(content.reduce((sum, part) => sum + part.length, 0)), ...content]);
}

export function uint(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  const length = Math.max(1, Math.ceil(value.toString(2).length / 8));
  return element(id, bytes.subarray(8 - length));
}

/** Always the same length, so that it can be filled in later. */
export function uint64(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
}

export function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}

export const text = (id: number, value: string): Buffer => element(id, Buffer.from(value));

/** An element of exactly this many bytes that says nothing. */
export function filler(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes[0] = ID.Void;
  bytes[1] = 0x80 | (length - 2);
  return bytes;
}

export function idBytes(id: number): Buffer {
  const length = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(id, 0, length);
  return bytes;
}

export function sizeBytes(size: number): Buffer {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length++;
  const bytes = Buffer.alloc(length);
  writeLong(bytes, size);
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (length - 1));
  return bytes;
}

/** The size of a Segment: always eight bytes. Null: not known yet. */
export function longSizeBytes(size: number | null): Buffer {
  const bytes = Buffer.alloc(8, 0xff);
  if (size !== null) writeLong(bytes, size);
  bytes[0] = 1;
  return bytes;
}

function writeLong(bytes: Buffer, value: number): void {
  for (let at = bytes.length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
}

export interface ElementHead {
  id: number;
  /** Where its content begins, and how long it is; null: unknown. */
  content: number;
  size: number | null;
}

/** The head of the element that begins at `at`; null: it is not whole. */
export function readHead(bytes: Buffer, at: number): ElementHead | null {
  const first = bytes[at];
  if (first === undefined || first < 0x10) return null;
  const idLength = Math.clz32(first) - 23;
  const sizeAt = at + idLength;
  const sizeFirst = bytes[sizeAt];
  if (sizeFirst === undefined || sizeFirst === 0) return null;
  const sizeLength = Math.clz32(sizeFirst) - 23;
  const content = sizeAt + sizeLength;
  if (content > bytes.length) return null;
  let size = sizeFirst & (0xff >> sizeLength);
  let unknown = size === 0xff >> sizeLength;
  for (let index = sizeAt + 1; index < content; index++) {
    const byte = bytes[index] ?? 0;
    size = size * 256 + byte;
    if (byte !== 0xff) unknown = false;
  }
  return { id: bytes.readUIntBE(at, idLength), content, size: unknown ? null : size };
}
