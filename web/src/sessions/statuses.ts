import type { SessionStatus } from '@lectern/contract';

/** All of them, in the order of a session's life; the record makes the compiler notice a new one. */
const ORDER: Record<SessionStatus, number> = {
  pending_approval: 0,
  approved: 1,
  scheduled: 2,
  ongoing: 3,
  completed: 4,
  cancelled: 5,
  expired: 6,
};

const isStatus = (text: string): text is SessionStatus => Object.hasOwn(ORDER, text);

export const STATUSES: readonly SessionStatus[] = Object.keys(ORDER).filter(isStatus);

export function parseStatus(text: string | null): SessionStatus | undefined {
  return text !== null && isStatus(text) ? text : undefined;
}

export function isOver(status: SessionStatus): boolean {
  return ORDER[status] >= ORDER.completed;
}
