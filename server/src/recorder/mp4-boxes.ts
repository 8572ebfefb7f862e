/** MP4's boxes (ISO/IEC 14496-12). */
export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

export function fullBox(type: string, version: number, flags: number, ...content: readonly Buffer[]): Buffer {
  return box(type, u32((version << 24) | flags), ...content);
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

export function u64(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64BE(BigInt(value), index * 8);
  return bytes;
}

/** The head of the box at the beginning of these bytes; null: it is not whole. */
export function readBoxHead(bytes: Buffer): { type: string; size: number; head: number } | null {
  if (bytes.length < 8) return null;
  const short = bytes.readUInt32BE(0);
  const type = bytes.toString('latin1', 4, 8);
  if (short !== 1) return { type, size: short, head: 8 };
  return bytes.length < 16 ? null : { type, size: Number(bytes.readBigUInt64BE(8)), head: 16 };
}

/** What is in the box that is found by going down these types; undefined: there is none. */
export function findBox(bytes: Buffer, [type, ...below]: readonly string[]): Buffer | undefined {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const head = readBoxHead(bytes.subarray(at));
    if (!head || head.size < head.head) return undefined;
    if (head.type === type) {
      const content = bytes.subarray(at + head.head, at + head.size);
      return below.length > 0 ? findBox(content, below) : content;
    }
    at += head.size;
  }
  return undefined;
}
