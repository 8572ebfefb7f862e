import { BREAKOUTS_END_WARNING } from '@lectern/contract';

/** When the time that is left is said aloud, in seconds before the end. */
const SAID_AT = [60, 30, 10] as const;

/** Whole seconds until the rooms close, by the server's clock; never below zero. */
export function secondsLeft(ends_at: string, clock_offset: number, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(ends_at) - clock_offset - now) / 1_000));
}

export const isEnding = (seconds: number): boolean => seconds <= BREAKOUTS_END_WARNING;

/** What to say after the time went from `before` to `now`: the smallest mark that was passed, or null. */
export function saidAt(before: number | null, now: number): (typeof SAID_AT)[number] | null {
  const passed = SAID_AT.filter((mark) => now <= mark && (before === null ? now > mark - 5 : before > mark));
  return now === 0 ? null : (passed.at(-1) ?? null);
}

/** 0:09, 12:30, 1:02:03. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
