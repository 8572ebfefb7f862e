/** How many messages an account may send at once over all its sockets, and how many more each second. */
const BURST = 60;
const PER_SECOND = 10;

/** A bucket of permissions for each account; a flood empties its sender's own and nobody else's. */
export function createMessageLimit(now: () => number) {
  const buckets = new Map<number, { left: number; at: number }>();

  /** Takes one permission; false where none is left. */
  function take(account_id: number): boolean {
    const at = now();
    const bucket = buckets.get(account_id) ?? { left: BURST, at };
    const refilled = Math.min(BURST, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * PER_SECOND);
    buckets.set(account_id, { left: Math.max(0, refilled - 1), at });
    return refilled >= 1;
  }

  /** Forgets buckets that are full again by now. */
  function tidy(): void {
    for (const [account_id, { left, at }] of buckets) {
      if (left + ((now() - at) / 1_000) * PER_SECOND >= BURST) buckets.delete(account_id);
    }
  }

  return { take, tidy };
}
