import { mayUse, moderates, type Participant, type SessionView } from '@lectern/contract';
import type { FailureCode } from '#api/api-error.ts';
import { roommates } from '#live/my-room.ts';

/** What the server would say, so that nobody chooses a window for nothing. */
export function whyNot(view: SessionView): FailureCode | null {
  if (!mayUse(view, view.account_id, 'screen')) return 'screen_locked';
  const one_at_a_time = view.moderation?.screen_sharing === 'one';
  // A host's takes the other's place.
  return one_at_a_time && !moderates(view.role) && otherSharer(view) ? 'screen_taken' : null;
}

export function otherSharer(view: SessionView): Participant | undefined {
  return roommates(view).find((one) => one.screen_enabled && one.user.id !== view.account_id);
}
