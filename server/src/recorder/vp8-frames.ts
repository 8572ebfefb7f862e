import type { Assembled } from './video-frames.ts';

/** LiveKit's picture for a camera that was turned off is this wide and high. */
const BLANK = 8;

/** VP8 (RFC 7741): takes off what RTP put in front of each part, and puts the parts together. */
export function assembleVp8(payloads: Buffer[]): Assembled {
  const parts: Buffer[] = [];
  for (const [index, payload] of payloads.entries()) {
    const start = descriptorLength(payload);
    // S bit and partition 0: the beginning of a frame is nowhere but in its first packet.
    const begins = ((payload[0] ?? 0) & 0x17) === 0x10;
    if (start === null || begins !== (index === 0)) return 'broken';
    parts.push(payload.subarray(start));
  }
  const data = Buffer.concat(parts);
  if (data.length === 0) return 'broken';
  const key = ((data[0] ?? 0) & 1) === 0;
  if (!key) return { data, key, size: null, setup: null };
  if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return 'broken';
  const size = { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  if (size.width === BLANK && size.height === BLANK) return 'blank';
  return { data, key, size, setup: null };
}

function descriptorLength(payload: Buffer): number | null {
  const [first = 0, flags = 0, picture = 0] = payload;
  let length = 1;
  if (first & 0x80) {
    length = 2;
    if (flags & 0x80) length += picture & 0x80 ? 2 : 1;
    if (flags & 0x40) length += 1;
    if (flags & 0x30) length += 1;
  }
  return length < payload.length ? length : null;
}
