import { HEARING_BELIEVED_FOR, type Heard, type User } from '@lectern/contract';
import { personName } from '#people/person-name.ts';

/** Until when each listener who said so counts as not hearing us. */
export type Deaf = ReadonlyMap<number, number>;

/** After a listener has said whether our sound reaches them. */
export function noteHeard(deaf: Deaf, { listener_id, hears }: Heard, now: number): Deaf {
  const next = new Map(deaf);
  if (hears) next.delete(listener_id);
  else next.set(listener_id, now + HEARING_BELIEVED_FOR);
  return next;
}

/** What a speaker is told. Null: nothing is wrong. */
export type ListenersNotice =
  | { kind: 'one_does_not'; name: string }
  | { kind: 'some_do'; hearing: number; of: number; names: string[] }
  /** More than one, and none of them: it is hardly each of theirs. */
  | { kind: 'none_does'; of: number };

/** How long after the last sound somebody is still speaking, in milliseconds: people breathe. */
const SPEAKS_FOR = 10_000;

/** `others`: those in the room whose connection stands. */
export function listenersNotice(
  deaf: Deaf,
  others: readonly User[],
  sounded_at: number | null,
  now: number,
): ListenersNotice | null {
  if (sounded_at === null || now - sounded_at > SPEAKS_FOR) return null;
  const not = others.filter(({ id }) => (deaf.get(id) ?? 0) > now);
  const [first] = not;
  if (!first) return null;
  if (others.length === 1) return { kind: 'one_does_not', name: personName(first) };
  if (not.length === others.length) return { kind: 'none_does', of: others.length };
  return { kind: 'some_do', hearing: others.length - not.length, of: others.length, names: not.map(personName) };
}
