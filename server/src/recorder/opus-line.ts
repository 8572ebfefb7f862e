/** Opus counts in these, per second, whatever it was recorded with. */
export const OPUS_RATE = 48_000;
/** What is added or left out at once: 20 ms. */
const STEP = 960;
/** 20 ms of silence. */
export const OPUS_SILENCE = Buffer.of(0xf8, 0xff, 0xfe);

/** How long a packet lasts (RFC 6716, 3.1), in samples; 0: it is none. */
export function opusSamples(packet: Buffer): number {
  const [toc, second = 0] = packet;
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const one = config < 12 ? (SILK[config & 3] ?? 0) : config < 16 ? (config & 1 ? 960 : 480) : 120 << (config & 3);
  const code = toc & 3;
  const count = code === 0 ? 1 : code === 3 ? second & 63 : 2;
  const samples = one * count;
  return samples <= 5_760 ? samples : 0;
}

const SILK = [480, 960, 1_920, 2_880];

/**
 * Lays sound end to end, so that its file plays without a gap and in step with the clock: what is missing (silence that
 * is not sent, a muted microphone, a loss) is filled, and where the speaker's clock runs faster or slower than ours,
 * 20 ms are left out or played twice.
 */
export function createOpusLine(write: (packet: Buffer, sample: number, samples: number) => void) {
  let written = 0;
  let before: Buffer | null = null;
  let expected: number | null = null;

  /** One whose place is `due`, in samples from the beginning by the clock; `timestamp` is the sender's own count. */
  function take(packet: Buffer, due: number, timestamp: number): void {
    const samples = opusSamples(packet);
    if (samples === 0) return;
    const follows = expected === timestamp;
    expected = timestamp + samples;
    if (written - due >= STEP) return;
    if (due - written >= STEP && follows && before && opusSamples(before) === STEP) put(before);
    fillTo(due);
    put(packet);
    before = packet;
  }

  /** Silence up to there, as far as whole steps go. */
  function fillTo(due: number): void {
    while (due - written >= STEP) put(OPUS_SILENCE);
  }

  function put(packet: Buffer): void {
    const samples = opusSamples(packet);
    write(packet, written, samples);
    written += samples;
  }

  return { take, fillTo, written: () => written };
}
