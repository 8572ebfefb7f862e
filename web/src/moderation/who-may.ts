import type { Right, SessionView, User } from '@lectern/contract';
import { personName } from '#people/person-name.ts';

/** Somebody by account; without a user where it is not known any more who that is. */
export interface Known {
  account_id: number;
  user: User | null;
}

/** Who may use a right although it is locked. */
export function exempt(view: SessionView, right: Right): Known[] {
  const exemptions = view.moderation?.exemptions ?? [];
  return known(
    view,
    exemptions.filter((one) => one.rights.includes(right)).map((one) => one.account_id),
  );
}

export function cohosts(view: SessionView): Known[] {
  return known(view, view.moderation?.cohosts ?? []);
}

/** Who may come in and runs nothing, but for some. By name. */
export function learnersBut(view: SessionView, some: readonly Known[]): User[] {
  const { session, moderation } = view;
  const others = [session.creator.id, ...(moderation?.cohosts ?? []), ...some.map((one) => one.account_id)];
  return [...people(view).values()]
    .filter((user) => !others.includes(user.id))
    .sort((one, other) => personName(one).localeCompare(personName(other)));
}

function known(view: SessionView, ids: readonly number[]): Known[] {
  const users = people(view);
  return ids.map((account_id) => ({ account_id, user: users.get(account_id) ?? null }));
}

function people({ participants, bookings }: SessionView): Map<number, User> {
  const approved = bookings.filter((one) => one.status === 'approved');
  return new Map([...approved, ...participants].map(({ user }) => [user.id, user]));
}
