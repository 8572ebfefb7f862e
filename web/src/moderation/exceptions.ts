import type { Right, SessionView, User } from '@lectern/contract';
import { personName } from '#people/person-name.ts';

/** Who may use a right although it is locked; without a user where it is not known any more who that is. */
export function exempt(view: SessionView, right: Right): { account_id: number; user: User | null }[] {
  const known = knownPeople(view);
  return (view.moderation?.exemptions ?? [])
    .filter((one) => one.rights.includes(right))
    .map(({ account_id }) => ({ account_id, user: known.get(account_id) ?? null }));
}

/** For whom an exception can be made: who may come in, runs nothing, and has none yet. By name. */
export function exceptable(view: SessionView, right: Right): User[] {
  const { session, moderation } = view;
  const already = [
    session.creator.id,
    ...(moderation?.cohosts ?? []),
    ...exempt(view, right).map((one) => one.account_id),
  ];
  return [...knownPeople(view).values()]
    .filter((user) => !already.includes(user.id))
    .sort((one, other) => personName(one).localeCompare(personName(other)));
}

function knownPeople({ participants, bookings }: SessionView): Map<number, User> {
  const approved = bookings.filter((one) => one.status === 'approved');
  return new Map([...approved, ...participants].map(({ user }) => [user.id, user]));
}
