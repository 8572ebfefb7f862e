import { useNow } from '#ui/use-now.ts';
import { secondsLeft } from './time-left.ts';

/** Whole seconds until the rooms close, anew each second; null where nothing closes them but a host. */
export function useSecondsLeft(ends_at: string | null, clock_offset: number): number | null {
  const now = useNow();
  return ends_at === null ? null : secondsLeft(ends_at, clock_offset, now);
}
