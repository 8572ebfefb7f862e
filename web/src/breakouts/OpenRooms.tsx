import type { BreakoutsView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconSpeakerphone, IconUserQuestion } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { useSpoke } from '#live/use-spoke.ts';
import { Failure } from '#ui/Failure.tsx';
import { openGroups, ownPlace, type Placed, withoutRoom } from './groups.ts';
import { MessageRoom } from './MessageRoom.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import classes from './OpenRooms.module.css';
import { PlacedPerson } from './PlacedPerson.tsx';
import { PlacingContext } from './placing.ts';
import { TimeBar } from './TimeBar.tsx';
import { usePlacing } from './use-placing.ts';

interface OpenRoomsProps {
  feed: OpenFeed;
  live: LiveSession;
  breakouts: BreakoutsView;
}

/** For hosts, while the rooms are open: all of them at a glance, and what one does about them. */
export function OpenRooms({ feed, live, breakouts }: OpenRoomsProps) {
  const { t } = useTexts();
  const { view, clock_offset } = feed;
  const box = useRef<HTMLDivElement>(null);
  const all = useRef<HTMLButtonElement>(null);
  const groups = useMemo(() => openGroups(view), [view]);
  const { placing, error } = usePlacing(view, groups, box);
  const speaking = useSpoke(view.session.id);
  const [writing, setWriting] = useState(false);
  const late = withoutRoom(view);
  const here = ownPlace(view)?.breakout_id ?? null;
  const everybody = groups.flatMap(({ people }) => people);
  const userOf = (account_id: number) => everybody.find(({ user }) => user.id === account_id)?.user;

  const noteOf = (placed: Placed, room_id: number | null) => {
    if (placed.state === 'coming') return t('breakouts.open.coming');
    if (placed.state === 'absent') return t('breakouts.open.absent');
    return room_id === null && late.some(({ user }) => user.id === placed.user.id) ? t('breakouts.open.noRoom') : null;
  };

  return (
    <PlacingContext value={placing}>
      <div className={classes.open} data-rooms ref={box}>
        <TimeBar session_id={view.session.id} ends_at={breakouts.ends_at} clock_offset={clock_offset} />
        {late.length > 0 && (
          <p className={classes.late}>
            <IconUserQuestion size={18} aria-hidden />
            {t('breakouts.open.late', { count: late.length })}
          </p>
        )}
        {writing ? (
          <MessageRoom
            session_id={view.session.id}
            room={null}
            onDone={() => {
              setWriting(false);
              setTimeout(() => all.current?.focus());
            }}
          />
        ) : (
          <Button
            ref={all}
            className={classes.all}
            size="sm"
            variant="default"
            leftSection={<IconSpeakerphone size={18} aria-hidden />}
            onClick={() => setWriting(true)}
          >
            {t('breakouts.open.messageAll')}
          </Button>
        )}
        <Failure error={error} />
        {groups.map((group) => (
          <OpenRoom
            key={group.room?.id ?? 'main'}
            group={group}
            userOf={userOf}
            view={view}
            live={live}
            is_here={(group.room?.id ?? null) === here}
            help={breakouts.help.find((one) => one.breakout_id === group.room?.id) ?? null}
          >
            {group.people.map((placed) => (
              <PlacedPerson
                key={placed.user.id}
                placed={placed}
                room_id={group.room?.id ?? null}
                note={noteOf(placed, group.room?.id ?? null)}
                speaks={speaking.has(placed.user.id)}
              />
            ))}
          </OpenRoom>
        ))}
      </div>
    </PlacingContext>
  );
}
