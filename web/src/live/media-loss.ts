import type { LeaveReason } from '@lectern/contract';
import type { FailureCode } from '#api/api-error.ts';
import { isPassing } from '#api/api-error.ts';

/**
 * Why the media connection is gone for good, as far as the media engine says. `elsewhere`: a newer one of the same account
 * took its place, which may be another tab's or another one of this tab.
 */
export type MediaLoss = 'elsewhere' | 'lost';

/** The server does not list me any more. Null: it is not known why, as after a long silence. */
export function afterDropped(reason: LeaveReason | null): 'come_back' | 'stay_out' {
  switch (reason) {
    case null:
    case 'vanished':
      return 'come_back';
    case 'left':
    case 'removed':
    case 'ended':
      return 'stay_out';
    default:
      return reason satisfies never;
  }
}

/** What to do when coming back was refused. */
export function afterRefusedReturn(code: FailureCode): 'retry' | 'rejoin' | 'give_way' | 'stay_out' {
  if (isPassing(code)) return 'retry';
  if (code === 'in_session_elsewhere') return 'give_way';
  return code === 'not_in_session' ? 'rejoin' : 'stay_out';
}
