import type { User } from '@lectern/contract';
import classes from './Avatar.module.css';
import { initials } from './person-name.ts';

/** Initials in a circle; always beside a name, so nothing of it is read aloud. */
export function Avatar({ user, size = 'small' }: { user: User; size?: 'small' | 'large' }) {
  return (
    <span className={classes.avatar} data-size={size} aria-hidden="true">
      {initials(user)}
    </span>
  );
}
