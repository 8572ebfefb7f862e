/** How long it is until something, in the largest units that say it well. */
export type Countdown =
  | { kind: 'due' }
  | { kind: 'clock'; minutes: number; seconds: number }
  | { kind: 'hours'; hours: number; minutes: number }
  | { kind: 'days'; days: number };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `left` in milliseconds. Rounded up, so that it says 1 second until the very moment, and never 0. */
export function countdown(left: number): Countdown {
  if (left <= 0) return { kind: 'due' };
  if (left > 2 * DAY) return { kind: 'days', days: Math.floor(left / DAY) };
  if (left > HOUR) {
    const minutes = Math.ceil(left / MINUTE);
    return { kind: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  }
  const seconds = Math.ceil(left / SECOND);
  return { kind: 'clock', minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
