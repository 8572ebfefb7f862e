import { type ErrorCode, moderates, OVER, type SessionStatus, type ViewRole } from '@lectern/contract';

/** Rooms are prepared before the start and while the session runs, by hosts. */
export function refusalToArrange({ role, status }: { role: ViewRole | null; status: SessionStatus }): ErrorCode | null {
  if (!moderates(role)) return 'forbidden';
  return OVER.includes(status) ? 'session_over' : null;
}

export function refusalToOpen({ is_open, rooms }: { is_open: boolean; rooms: number }): ErrorCode | null {
  if (is_open) return 'breakouts_open';
  return rooms === 0 ? 'no_breakouts' : null;
}

/** Somebody in the session, and what bears on where they may go. A room is a breakout, or with null the main room. */
export interface Goer {
  role: ViewRole | null;
  is_open: boolean;
  may_choose: boolean;
  may_return: boolean;
  here: number | null;
  called_to: { breakout_id: number | null } | null;
  assigned: number | null;
}

/** Whether somebody may go to a room that there is. */
export function refusalToGo(goer: Goer, to: number | null): ErrorCode | null {
  if (to === goer.here || goer.called_to?.breakout_id === to) return null;
  // Nobody is kept in a breakout that is not open.
  if (!goer.is_open) return to === null ? null : 'breakouts_not_open';
  if (moderates(goer.role)) return null;
  if (to === null) return goer.may_return ? null : 'must_stay';
  return goer.may_choose || goer.assigned === to ? null : 'breakout_not_yours';
}

/**
 * Whether somebody may connect to a room beforehand, without any right there: also to the one they will be called to once
 * the rooms are open, and to the main room, where all come back to in the end.
 */
export function refusalToWait(goer: Goer, to: number | null): ErrorCode | null {
  if (to === null || (!goer.is_open && goer.assigned === to)) return null;
  return refusalToGo(goer, to);
}

/** Help is taken back by hosts, by who asked for it, and by anybody in that room. */
export function refusalToResolve(
  who: { role: ViewRole | null; is_inside: boolean; account_id: number; here: number | null },
  room: { id: number; help_account_id: number | null },
): ErrorCode | null {
  if (moderates(who.role)) return null;
  const concerned = who.here === room.id || who.account_id === room.help_account_id;
  return who.is_inside && concerned ? null : 'forbidden';
}
