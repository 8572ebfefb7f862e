import { moderates } from '@lectern/contract';
import type { Standing } from '#sessions/standing.ts';

/** How long after a lost connection the way back is open through a closed door, in milliseconds. */
export const MAY_RETURN_FOR = 5 * 60_000;

/** Whether the door lets somebody in: hosts always, and through a closed one who was in and did not leave of their own. */
export function passesDoor({ session, role, stay }: Standing, now: Date): boolean {
  if (session.door_open || moderates(role)) return true;
  if (stay?.left_reason !== 'vanished' || !stay.left_at) return false;
  return now.getTime() - stay.left_at.getTime() <= MAY_RETURN_FOR;
}
