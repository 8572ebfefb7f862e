import type { User } from '@lectern/contract';
import { personName } from '#people/person-name.ts';

/** A mention that is being typed: where it begins, and what there is of it. */
export interface Typing {
  start: number;
  query: string;
}

const MOST = 6;

/** Whether the caret is right behind the beginning of an @username. */
export function mentionAtCaret(text: string, caret: number): Typing | null {
  const match = /(?<![\w.@])@([\p{L}\p{N}_.]{0,30})$/u.exec(text.slice(0, caret));
  return match ? { start: match.index, query: match[1] ?? '' } : null;
}

/** Those whose username or one of whose names begins so; the best first. Nobody, where nothing is left to be completed. */
export function matchingPeople(people: readonly User[], query: string): User[] {
  const wanted = plain(query);
  const begun = people.filter((user) => plain(user.username).startsWith(wanted));
  if (begun.length === 1 && begun[0]?.username.length === query.length) return [];
  const rank = (user: User): number => {
    if (plain(user.username).startsWith(wanted)) return 0;
    const names = plain(personName(user));
    if (names.startsWith(wanted)) return 1;
    return names.split(/\s+/).some((name) => name.startsWith(wanted)) ? 2 : 3;
  };
  return people
    .map((user) => ({ user, at: rank(user) }))
    .filter(({ at }) => at < 3)
    .sort((one, other) => one.at - other.at)
    .slice(0, MOST)
    .map(({ user }) => user);
}

/** The text with the mention written out, and where the caret is then. */
export function withMention(text: string, typing: Typing, caret: number, user: User): { text: string; caret: number } {
  const written = `@${user.username} `;
  const after = text.slice(caret).replace(/^ /, '');
  return { text: text.slice(0, typing.start) + written + after, caret: typing.start + written.length };
}

/** Without accents and capitals, as people type in a hurry. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
