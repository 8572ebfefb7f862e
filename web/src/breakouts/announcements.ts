import type { Message, SessionView } from '@lectern/contract';

/** What is in a room, and what of it was there when one came. */
export interface Known {
  breakout_id: number | null;
  ids: ReadonlySet<number>;
}

/** Those of the room that are shown above the stage: written by somebody else since one came into it, and not put away. */
export function freshAnnouncements(view: SessionView, known: Known, dismissed: ReadonlySet<number>): Message[] {
  const { room, account_id } = view;
  if (!room || room.breakout_id !== known.breakout_id) return [];
  return room.messages.filter(
    ({ id, announcement, user, deleted_at }) =>
      announcement && user.id !== account_id && deleted_at === null && !known.ids.has(id) && !dismissed.has(id),
  );
}

/** What is in the room now. */
export function knownOf({ room }: SessionView): Known | null {
  return room && { breakout_id: room.breakout_id, ids: new Set(room.messages.map(({ id }) => id)) };
}
