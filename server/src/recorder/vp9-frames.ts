import type { Assemble } from './video-frames.ts';

/** VP9 (RFC 9628): takes off what RTP put in front of each part; several spatial layers become one superframe. */
export function createVp9Assembly(): Assemble {
  return (payloads) => {
    const layers: Buffer[][] = [];
    let key = false;
    let open = false;
    for (const [index, payload] of payloads.entries()) {
      const part = readDescriptor(payload);
      if (!part || part.begins === open || (index === 0 && !part.begins)) return 'broken';
      if (part.begins) layers.push([]);
      if (index === 0) key = !part.predicted;
      layers.at(-1)?.push(part.data);
      open = !part.ends;
    }
    if (open) return 'broken';
    const frames = layers.map((parts) => Buffer.concat(parts));
    const [first] = frames;
    if (!first || frames.some((frame) => frame.length === 0)) return 'broken';
    const size = key ? readSize(first) : null;
    if (key && !size) return 'broken';
    const data = frames.length === 1 ? first : superframe(frames);
    if (size && size.width <= 8 && size.height <= 8) return 'blank';
    return { data, key, size, setup: null };
  };
}

function readDescriptor(payload: Buffer) {
  const first = payload[0] ?? 0;
  const [hasPicture, predicted, hasLayers, flexible, begins, ends, structured] = [0x80, 0x40, 0x20, 0x10, 8, 4, 2].map(
    (bit) => (first & bit) !== 0,
  );
  let at = 1;
  if (hasPicture) at += (payload[at] ?? 0) & 0x80 ? 2 : 1;
  if (hasLayers) at += flexible ? 1 : 2;
  if (flexible && predicted) for (let more = true; more; at++) more = ((payload[at] ?? 0) & 1) !== 0;
  if (structured) {
    const head = payload[at++] ?? 0;
    if (head & 0x10) at += ((head >> 5) + 1) * 4;
    if (head & 8) {
      for (let left = payload[at++] ?? 0; left > 0; left--) at += 1 + (((payload[at] ?? 0) >> 2) & 3);
    }
  }
  if (at >= payload.length) return null;
  return { predicted: predicted === true, begins: begins === true, ends: ends === true, data: payload.subarray(at) };
}

/** The size in the header of a key frame of profile 0, the only one that browsers send. */
function readSize(frame: Buffer): { width: number; height: number } | null {
  if (frame.length < 10 || ((frame[0] ?? 0) & 0xfc) !== 0x80 || frame.readUIntBE(1, 3) !== 0x498342) return null;
  // Three bits of colour space and one of range, then 16 bits each.
  const bits = frame.readUIntBE(4, 5);
  const width = Math.floor(bits / 2 ** 20) & 0xffff;
  const height = Math.floor(bits / 2 ** 4) & 0xffff;
  return { width: width + 1, height: height + 1 };
}

/** Annex B: frames one after the other, and their lengths behind them. */
function superframe(frames: Buffer[]): Buffer {
  const marker = 0xc0 | (3 << 3) | (frames.length - 1);
  const lengths = frames.map((frame) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(frame.length);
    return length;
  });
  return Buffer.concat([...frames, Buffer.of(marker), ...lengths, Buffer.of(marker)]);
}
