import type { User } from '@lectern/contract';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { droppedPerson, isPersonDragged } from './drag.ts';
import type { RoomGroup } from './groups.ts';
import { usePlacingHere } from './placing.ts';
import classes from './RoomCard.module.css';

interface RoomCardProps {
  group: RoomGroup;
  /** Of everybody in the lists, for whoever is dropped here. */
  userOf: (account_id: number) => User | undefined;
  name: string;
  /** Where the name stands, if not as plain text. */
  heading?: ReactNode;
  count?: number;
  tools?: ReactNode;
  /** What is said where nobody is in it. */
  empty: string;
  /** Something here wants attention. */
  alert?: boolean;
  /** The people, one `li` each. */
  children: ReactNode;
  foot?: ReactNode;
}

/** A room with its people; somebody dragged onto it is moved here. */
export function RoomCard({ group, userOf, name, heading, count, tools, empty, alert, children, foot }: RoomCardProps) {
  const { t } = useTexts();
  const { move } = usePlacingHere();
  const id = useId();
  const [over, setOver] = useState(false);
  const { room, people } = group;
  return (
    <section
      className={classes.card}
      aria-label={name}
      data-over={over || undefined}
      data-alert={alert || undefined}
      onDragOver={(event) => {
        if (!isPersonDragged(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const account_id = droppedPerson(event);
        const user = account_id === null ? undefined : userOf(account_id);
        if (user && !people.some((one) => one.user.id === user.id)) move(user, room?.id ?? null);
      }}
    >
      <div className={classes.top}>
        {heading ?? (
          <h3 className={classes.name} id={id}>
            <bdi>{name}</bdi>
          </h3>
        )}
        <span className={classes.count}>{t('breakouts.people', { count: count ?? people.length })}</span>
        {tools}
      </div>
      {people.length === 0 ? (
        <p className={classes.empty}>{empty}</p>
      ) : (
        <ul className={classes.people} aria-label={name}>
          {children}
        </ul>
      )}
      {foot}
    </section>
  );
}
