import type { Participant } from '@lectern/contract';
import { personName } from './person-name.ts';

/** Those whose name or username holds what is looked for, whatever the accents and capitals. */
export function findPeople(people: readonly Participant[], wanted: string): readonly Participant[] {
  const text = plain(wanted.trim());
  if (text === '') return people;
  return people.filter(({ user }) => plain(personName(user)).includes(text) || plain(user.username).includes(text));
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
