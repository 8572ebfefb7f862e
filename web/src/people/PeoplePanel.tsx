import '#i18n/add-moderation-texts.ts';
import '#i18n/add-recording-texts.ts';
import { moderates } from '@lectern/contract';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { RequestList } from '#bookings/RequestList.tsx';
import { SidePanel } from '#chat/SidePanel.tsx';
import { HandQueue } from '#hands/HandQueue.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import { useRoommatesFirst } from '#live/my-room.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { ListTools } from '#moderation/ListTools.tsx';
import { findPeople } from './find-people.ts';
import { PeopleList } from './PeopleList.tsx';
import classes from './PeoplePanel.module.css';
import { peopleByRoom } from './people-by-room.ts';
import { RoomsOfPeople } from './RoomsOfPeople.tsx';
import { WaitingPeople } from './WaitingPeople.tsx';

/** With more people than this nobody finds anybody by looking. */
const MANY = 12;

interface PeoplePanelProps {
  feed: OpenFeed;
  onClose: () => void;
}

/** Who asks to come in, whose hand is up, who is here, and who waits. */
export function PeoplePanel({ feed, onClose }: PeoplePanelProps) {
  const { t } = useTexts();
  const { role } = feed.view;
  const participants = useRoommatesFirst(feed.view);
  const [wanted, setWanted] = useState('');
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const isHost = moderates(role);
  const many = participants.length > MANY;
  const shown = many ? findPeople(participants, wanted) : participants;
  const rooms = peopleByRoom(feed.view, shown);
  return (
    <SidePanel
      id="participants"
      heading={t('people.heading', { count: participants.length })}
      close={t('people.close')}
      onClose={onClose}
    >
      <div className={classes.body} ref={setBody}>
        {isHost && <ListTools feed={feed} />}
        {isHost && <RequestList feed={feed} />}
        <HandQueue feed={feed} />
        {many && (
          <TextInput
            type="search"
            className={classes.search}
            aria-label={t('moderation.list.find')}
            placeholder={t('moderation.list.find')}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )}
        {shown.length === 0 && (
          <p className={classes.nobody} role="status">
            {t('moderation.list.nobody')}
          </p>
        )}
        {body && rooms && <RoomsOfPeople feed={feed} rooms={rooms} scroller={body} />}
        {body && !rooms && <PeopleList feed={feed} people={shown} scroller={body} />}
        <WaitingPeople feed={feed} />
      </div>
    </SidePanel>
  );
}
