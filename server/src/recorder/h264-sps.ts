/** Profiles that say how their colours are stored. */
const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

/** The size of the pictures that a sequence parameter set (ITU-T H.264, 7.3.2.1.1) is for; null: it cannot be read. */
export function readSps(unit: Buffer): { width: number; height: number } | null {
  try {
    const bits = bitReader(withoutEmulation(unit.subarray(1)));
    const profile = bits.fixed(8);
    bits.fixed(16);
    bits.ue();
    let chroma = 1;
    if (WITH_CHROMA.has(profile)) {
      chroma = bits.ue();
      if (chroma === 3) bits.fixed(1);
      bits.ue();
      bits.ue();
      bits.fixed(1);
      if (bits.fixed(1)) skipScaling(bits, chroma === 3 ? 12 : 8);
    }
    bits.ue();
    skipOrderCount(bits);
    bits.ue();
    bits.fixed(1);
    const columns = bits.ue() + 1;
    const rows = bits.ue() + 1;
    const framesOnly = bits.fixed(1);
    if (!framesOnly) bits.fixed(1);
    bits.fixed(1);
    const lines = 2 - framesOnly;
    const crop = bits.fixed(1) ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
    const [left = 0, right = 0, top = 0, bottom = 0] = crop;
    const across = chroma === 1 || chroma === 2 ? 2 : 1;
    const down = (chroma === 1 ? 2 : 1) * lines;
    return { width: columns * 16 - (left + right) * across, height: rows * 16 * lines - (top + bottom) * down };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function skipOrderCount(bits: BitReader): void {
  const kind = bits.ue();
  if (kind === 0) bits.ue();
  if (kind !== 1) return;
  bits.fixed(1);
  bits.ue();
  bits.ue();
  for (let left = bits.ue(); left > 0; left--) bits.ue();
}

function skipScaling(bits: BitReader, lists: number): void {
  for (let list = 0; list < lists; list++) {
    if (!bits.fixed(1)) continue;
    let scale = 8;
    for (let left = list < 6 ? 16 : 64; left > 0 && scale !== 0; left--) scale = (scale + bits.se() + 256) % 256;
  }
}

type BitReader = ReturnType<typeof bitReader>;

function bitReader(bytes: Buffer) {
  let position = 0;
  function fixed(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      if (position >= bytes.length * 8) throw new RangeError('The parameter set ends too early');
      value = value * 2 + (((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
      position++;
    }
    return value;
  }
  function ue(): number {
    let zeros = 0;
    while (fixed(1) === 0) if (++zeros > 31) throw new RangeError('No such number');
    return 2 ** zeros - 1 + fixed(zeros);
  }
  function se(): number {
    const value = ue();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
  return { fixed, ue, se };
}

/** Two zeros and a three stand for two zeros. */
function withoutEmulation(bytes: Buffer): Buffer {
  const kept: number[] = [];
  for (const byte of bytes) {
    if (byte === 3 && kept.at(-1) === 0 && kept.at(-2) === 0) kept.push(-1);
    else kept.push(byte);
  }
  return Buffer.from(kept.filter((byte) => byte >= 0));
}
