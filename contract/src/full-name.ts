import type { User } from './accounts.ts';

/** How people are called on a page: both names, or the username where there is none. */
export function fullName(user: Pick<User, 'first_name' | 'last_name' | 'username'>): string {
  return `${user.first_name} ${user.last_name}`.trim() || user.username;
}
