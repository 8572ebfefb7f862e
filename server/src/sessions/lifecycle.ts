import type { SessionStatus } from '@lectern/contract';

/** What can happen to a session, by a person or by the clock. */
export const sessionCommands = ['approve', 'reject', 'schedule', 'start', 'end', 'expire', 'cancel'] as const;
export type SessionCommand = (typeof sessionCommands)[number];

/** What the table needs to know of a session. */
export interface SessionState {
  status: SessionStatus;
  has_time: boolean;
}

/** The state a new session begins in. */
export function initialStatus(input: { has_time: boolean; needs_approval: boolean }): SessionStatus {
  if (input.needs_approval) return 'pending_approval';
  return input.has_time ? 'scheduled' : 'approved';
}

/** The state that `command` leads to, or null where it may not be given. Pure: who may give it is the policy's. */
export function nextStatus(state: SessionState, command: SessionCommand): SessionStatus | null {
  switch (state.status) {
    case 'pending_approval':
      if (command === 'approve') return state.has_time ? 'scheduled' : 'approved';
      return command === 'reject' || command === 'cancel' ? 'cancelled' : null;
    case 'approved':
      if (command === 'schedule') return 'scheduled';
      return command === 'cancel' ? 'cancelled' : null;
    case 'scheduled':
      if (command === 'start') return 'ongoing';
      if (command === 'expire') return 'expired';
      return command === 'cancel' ? 'cancelled' : null;
    case 'ongoing':
      return command === 'end' ? 'completed' : null;
    case 'completed':
    case 'cancelled':
    case 'expired':
      return null;
    default:
      return state.status satisfies never;
  }
}

const HOUR = 3_600_000;

/** A session that nobody is in ends after this long, in milliseconds. */
export const ABANDONED_AFTER = HOUR / 4;
/** No session runs longer than this, in milliseconds. */
export const LONGEST_RUN = 12 * HOUR;
/** A scheduled session without an end is given up this long after its start, in milliseconds. */
export const EXPIRES_WITHOUT_END = LONGEST_RUN;

/** Whether a scheduled session's time has passed without a start. */
export function hasExpired(times: { scheduled_start: Date; scheduled_end: Date | null }, now: Date): boolean {
  const end = times.scheduled_end?.getTime() ?? times.scheduled_start.getTime() + EXPIRES_WITHOUT_END;
  return end <= now.getTime();
}

/** Why the clock ends a running session, or null where it goes on. `last_there` is when anybody was last in the room. */
export function timedEnd(run: { started_at: Date; last_there: Date }, now: Date): 'abandoned' | 'limit' | null {
  if (now.getTime() - run.started_at.getTime() >= LONGEST_RUN) return 'limit';
  return now.getTime() - run.last_there.getTime() >= ABANDONED_AFTER ? 'abandoned' : null;
}
