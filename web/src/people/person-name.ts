import type { User } from '@lectern/contract';
import { fullName } from '@lectern/contract/full-name';

// By its own path, not through the contract's index: the schemas stay out of the first load.
export { fullName as personName };

/** One or two letters for where there is no picture. */
export function initials(user: Pick<User, 'first_name' | 'last_name' | 'username'>): string {
  const letters = [user.first_name, user.last_name].map((name) => [...name.trim()][0] ?? '').join('');
  return (letters || ([...user.username][0] ?? '?')).toUpperCase();
}
