import type { Presence, PresenceChange } from '@lectern/contract';

export type PresenceList = ReadonlyMap<number, Presence>;

/** Who is where after a change was told: all of it anew, or only what is different. */
export function mergePresence(known: PresenceList, change: PresenceChange): PresenceList {
  const next = new Map(change.whole ? [] : known);
  for (const one of change.people) next.set(one.user.id, one);
  for (const id of change.gone) next.delete(id);
  return next;
}
