/** As openSocket in web/src/live/realtime-link.ts tells Socket.IO's client. */
const FIRST = 400;
const LONGEST = 1_000;
const JITTER = 0.5;

/** What Socket.IO's client then waits before its next try, in milliseconds. `random` is from 0 to 1. */
export function backOff(attempt: number, random: number): number {
  const middle = FIRST * 2 ** attempt;
  return Math.min(middle * (1 + JITTER * (2 * random - 1)), LONGEST);
}
