import type { BookingStatus, ViewRole } from '@lectern/contract';

/** Who asks. */
export interface Actor {
  id: number;
  is_admin: boolean;
}

/** What an account is to a session, or null where it may not even know of it. */
export function viewRole(
  actor: Actor,
  session: { creator_id: number; is_public: boolean },
  booking_status: BookingStatus | null,
): ViewRole | null {
  if (session.creator_id === actor.id) return 'host';
  if (actor.is_admin || booking_status === 'approved') return 'member';
  return session.is_public ? 'outsider' : null;
}

export function isCreator(actor: Actor, session: { creator_id: number }): boolean {
  return session.creator_id === actor.id;
}

/** Cancelling is for the creator and for admins. */
export function mayCancel(actor: Actor, session: { creator_id: number }): boolean {
  return actor.is_admin || isCreator(actor, session);
}
