import type { User } from '@lectern/contract';
import { Avatar } from './Avatar.tsx';
import classes from './NameList.module.css';
import { personName } from './person-name.ts';

/** Names only, as in the waiting room. */
export function NameList({ people, label }: { people: readonly User[]; label: string }) {
  return (
    <ul className={classes.names} aria-label={label}>
      {people.map((user) => (
        <li key={user.id} className={classes.name}>
          <Avatar user={user} />
          {personName(user)}
        </li>
      ))}
    </ul>
  );
}
