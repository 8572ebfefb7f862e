import { type ErrorCode, moderates, OVER } from '@lectern/contract';
import type { Standing } from '#sessions/standing.ts';

type Situation = Pick<Standing, 'role' | 'sees_room'> & { session: Pick<Standing['session'], 'status'> };

/**
 * Why somebody may change nothing of the board and the notes, or null where they may. Who does not see the room may not;
 * of those who do, the host may prepare it before the start; nobody may once the session is over. `may_use` is what the
 * hosts have decided of the right 'board'.
 */
export function refusalToDraw({ session, sees_room }: Situation, may_use: boolean): ErrorCode | null {
  if (OVER.includes(session.status)) return 'session_over';
  if (!sees_room) return session.status === 'ongoing' ? 'not_in_session' : 'session_not_ongoing';
  return may_use ? null : 'board_locked';
}

/** The same for what is the hosts': clearing and removing pages, turning all to one, leading. */
export function refusalToRun(situation: Situation): ErrorCode | null {
  return moderates(situation.role) ? refusalToDraw(situation, true) : 'forbidden';
}
