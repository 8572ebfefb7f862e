import { type BookingStatus, moderates, type SessionStatus, type ViewRole } from '@lectern/contract';

/** Who asks. */
export interface Actor {
  id: number;
  is_admin: boolean;
}

/** What an account is to a session, or null where it may not even know of it. */
export function viewRole(
  actor: Actor,
  session: { creator_id: number; is_public: boolean },
  booking: { booking_status: BookingStatus | null; is_cohost: boolean },
): ViewRole | null {
  if (session.creator_id === actor.id) return 'host';
  if (booking.is_cohost) return 'cohost';
  if (actor.is_admin || booking.booking_status === 'approved') return 'member';
  return session.is_public ? 'outsider' : null;
}

export function isCreator(actor: Actor, session: { creator_id: number }): boolean {
  return session.creator_id === actor.id;
}

/** Cancelling is for the creator and for admins. */
export function mayCancel(actor: Actor, session: { creator_id: number }): boolean {
  return actor.is_admin || isCreator(actor, session);
}

/**
 * Whether an account sees what the live room shares. The host does at any time; a participant while inside, and, if
 * they ever were, again once it is over. Who waits does not, and neither does an admin who is not in it.
 */
export function seesRoom(standing: {
  role: ViewRole | null;
  may_enter: boolean;
  status: SessionStatus;
  is_inside: boolean;
  was_inside: boolean;
}): boolean {
  if (standing.role === 'host') return true;
  if (!standing.may_enter) return false;
  return standing.is_inside || (standing.status === 'completed' && standing.was_inside);
}

/**
 * Whether an account reads what one room of the session shares: a breakout, or with null the main room. That is the room where
 * one is; hosts read any breakout, and the main room from any; once it is over others read the main room and where they were.
 */
export function readsRoom(
  standing: { role: ViewRole | null; status: SessionStatus; sees_room: boolean; breakout_id: number | null },
  room: number | null,
  was_there: boolean,
): boolean {
  if (moderates(standing.role) && room !== null) return true;
  if (!standing.sees_room) return false;
  if (moderates(standing.role)) return true;
  return standing.status === 'completed' ? room === null || was_there : room === standing.breakout_id;
}
