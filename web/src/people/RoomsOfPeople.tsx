import '#i18n/add-breakouts-texts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { PeopleList } from './PeopleList.tsx';
import classes from './PeoplePanel.module.css';
import type { PeopleOfRoom } from './people-by-room.ts';

interface RoomsOfPeopleProps {
  feed: OpenFeed;
  rooms: readonly PeopleOfRoom[];
  scroller: HTMLElement;
}

/** Who is here, room by room. */
export function RoomsOfPeople({ feed, rooms, scroller }: RoomsOfPeopleProps) {
  const { t } = useTexts();
  return rooms.map(({ id, name, people }) => {
    const label = name ?? t('breakouts.main');
    return (
      <div key={id ?? 'main'}>
        <h3 className={classes.room}>
          <bdi>{label}</bdi> <span className={classes.count}>{people.length}</span>
        </h3>
        <PeopleList feed={feed} people={people} label={label} scroller={scroller} />
      </div>
    );
  });
}
