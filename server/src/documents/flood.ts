/** How much an account may send at once over all its sockets, and how much more each second. */
const BURST = 2_000;
const PER_SECOND = 400;
/** What a message counts as, besides its bytes: who asks for a document has us go through all of it. */
const EACH = { change: 1, awareness: 1, other: 20 } as const;
/** For how many bytes it counts as one more. What somebody shows of themselves goes to all the others at once. */
const BYTES = { change: 4_096, awareness: 1_024, other: 4_096 } as const;
/** Likewise for the bytes of what we answer. */
const ANSWERED_BYTES = 64 * 1024;

export type Flood = ReturnType<typeof createFlood>;

/**
 * Holds back who sends more than anybody draws. It costs nobody their work: what is not read yet waits at the sender's end
 * of the line.
 */
export function createFlood(now: () => number) {
  const buckets = new Map<number, { left: number; at: number }>();

  /** Counts a message. How long to take nothing more from its sender, in milliseconds; mostly 0. */
  function count(account_id: number, kind: keyof typeof EACH, bytes: number): number {
    return spend(account_id, EACH[kind] + bytes / BYTES[kind]);
  }

  /** Counts a document that was sent as it is; who asks again pays for it. */
  function answered(account_id: number, bytes: number): void {
    spend(account_id, bytes / ANSWERED_BYTES);
  }

  function spend(account_id: number, cost: number): number {
    const at = now();
    const bucket = buckets.get(account_id) ?? { left: BURST, at };
    const refilled = Math.min(BURST, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * PER_SECOND);
    const left = refilled - cost;
    buckets.set(account_id, { left, at });
    return left >= 0 ? 0 : (-left / PER_SECOND) * 1_000;
  }

  /** Forgets buckets that are full again by now. */
  function tidy(): void {
    for (const [account_id, { left, at }] of buckets) {
      if (left + ((now() - at) / 1_000) * PER_SECOND >= BURST) buckets.delete(account_id);
    }
  }

  return { count, answered, tidy };
}
