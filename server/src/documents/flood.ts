/** How much an account may send at once over all its sockets, and how much more each second. */
const BURST = 2_000;
const PER_SECOND = 400;
/** A message counts as one, and as one more for each of these many bytes. */
const BYTES = 4_096;

export type Flood = ReturnType<typeof createFlood>;

/**
 * Holds back who sends more than anybody draws. It costs nobody their work: what is not read yet waits at the sender's end
 * of the line.
 */
export function createFlood(now: () => number) {
  const buckets = new Map<number, { left: number; at: number }>();

  /** Counts a message. How long to read nothing more from its sender, in milliseconds; mostly 0. */
  function count(account_id: number, bytes: number): number {
    const at = now();
    const bucket = buckets.get(account_id) ?? { left: BURST, at };
    const refilled = Math.min(BURST, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * PER_SECOND);
    const left = refilled - 1 - bytes / BYTES;
    buckets.set(account_id, { left, at });
    return left >= 0 ? 0 : (-left / PER_SECOND) * 1_000;
  }

  /** Forgets buckets that are full again by now. */
  function tidy(): void {
    for (const [account_id, { left, at }] of buckets) {
      if (left + ((now() - at) / 1_000) * PER_SECOND >= BURST) buckets.delete(account_id);
    }
  }

  return { count, tidy };
}
