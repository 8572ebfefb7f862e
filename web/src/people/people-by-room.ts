import type { Participant, SessionView } from '@lectern/contract';

/** People of one room; `name` null: of the main room. */
export interface PeopleOfRoom {
  id: number | null;
  name: string | null;
  people: readonly Participant[];
}

/** While rooms are open: who is in each of them, one's own room first. Null where everybody is in one. */
export function peopleByRoom(view: SessionView, people: readonly Participant[]): PeopleOfRoom[] | null {
  const { breakouts, account_id, participants } = view;
  if (!breakouts?.opened_at) return null;
  const own = participants.find(({ user }) => user.id === account_id)?.breakout_id ?? null;
  return [{ id: null, name: null }, ...breakouts.rooms]
    .map(({ id, name }) => ({ id, name, people: people.filter((one) => one.breakout_id === id) }))
    .filter(({ people }) => people.length > 0)
    .sort((one, other) => Number(other.id === own) - Number(one.id === own));
}
