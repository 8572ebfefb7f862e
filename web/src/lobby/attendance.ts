import type { Stay, User } from '@lectern/contract';

export interface Attended {
  user: User;
  /** When they came for the first time. */
  joined_at: string;
  /** All their stays together. */
  milliseconds: number;
}

/** One line per person, in order of coming, however often they came and went. */
export function attendance(stays: readonly Stay[]): Attended[] {
  const people = new Map<number, Attended>();
  for (const { user, joined_at, left_at } of [...stays].sort(
    (one, other) => Date.parse(one.joined_at) - Date.parse(other.joined_at),
  )) {
    const milliseconds = Math.max(0, Date.parse(left_at ?? joined_at) - Date.parse(joined_at));
    const known = people.get(user.id);
    if (known) known.milliseconds += milliseconds;
    else people.set(user.id, { user, joined_at, milliseconds });
  }
  return [...people.values()];
}

/** Whole minutes, and at least one: nobody was there for nothing. */
export function minutes(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds / 60_000));
}
