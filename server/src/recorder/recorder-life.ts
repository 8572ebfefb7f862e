import type { CloseReason } from './manifest.ts';

/**
 * What a recorder tells of itself, and hears about itself. Its methods throw where the database is away: the recorder
 * goes on with what it may record, and asks again.
 */
export interface RecorderLife {
  /** It is in the room: what comes from now on is captured. */
  started(): Promise<void>;
  /** It lives; asked every second. replaced: another take has begun. stopped: there is nothing to record any more. */
  seen(): Promise<'mine' | 'replaced' | 'stopped'>;
  /** Its files are closed. */
  closed(reason: CloseReason): Promise<void>;
}
