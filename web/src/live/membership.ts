import type { FailureCode } from '#api/api-error.ts';
import type { Entry } from './entry-steps.ts';

/**
 * What stands between this tab and the other people's picture and sound. resuming: the media engine's signalling is lost,
 * and what flows goes on flowing. reconnecting: nothing comes; then nothing is sent either.
 */
export type MediaLink = 'connecting' | 'connected' | 'resuming' | 'reconnecting';

/** Whether this tab takes part in the live session. */
export type Membership =
  /** `refusal`: why the last try to get in did not work. */
  | { kind: 'outside'; refusal: FailureCode | null }
  | { kind: 'entering'; entry: Entry }
  | { kind: 'inside'; media: MediaLink }
  /** Another tab or device of the same account took over. */
  | { kind: 'elsewhere' };

export const OUTSIDE: Membership = { kind: 'outside', refusal: null };

/** Nothing is received here, and so nothing is sent, whatever the buttons say. */
export function isCutOff(membership: Membership): boolean {
  return membership.kind === 'inside' && membership.media === 'reconnecting';
}
