const FIRST_MS = 100;
const LONGEST_MS = 5_000;
/** A run this long was a good one: the next end is a new misfortune, not the same one again. */
const GOOD_RUN_MS = 30_000;

/** How long to wait before the next start of a child that ended after `ranMs`: at once at first, then ever longer. */
export function nextRestartDelay(previousMs: number | null, ranMs: number): number {
  if (previousMs === null || ranMs >= GOOD_RUN_MS) return FIRST_MS;
  return Math.min(previousMs * 2, LONGEST_MS);
}
