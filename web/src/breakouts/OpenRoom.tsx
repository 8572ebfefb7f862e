import type { HelpCall, SessionView, User } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconDoorEnter, IconHelp, IconMessage } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { resolveHelp } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import type { RoomGroup } from './groups.ts';
import { MessageRoom } from './MessageRoom.tsx';
import classes from './OpenRooms.module.css';
import { RoomCard } from './RoomCard.tsx';

interface OpenRoomProps {
  group: RoomGroup;
  userOf: (account_id: number) => User | undefined;
  view: SessionView;
  live: LiveSession;
  /** The host is in this room. */
  is_here: boolean;
  help: HelpCall | null;
  children: ReactNode;
}

/** One of the rooms, or the main room, as hosts see it from wherever they are. */
export function OpenRoom({ group, userOf, view, live, is_here, help, children }: OpenRoomProps) {
  const { t } = useTexts();
  const { room, people } = group;
  const name = room?.name ?? t('breakouts.main');
  const message = useRef<HTMLButtonElement>(null);
  const [writing, setWriting] = useState(false);
  const resolve = useMutation({
    mutationFn: (breakout_id: number) => resolveHelp(view.session.id, breakout_id),
    onSuccess: () => announce(t('breakouts.help.done', { room: name })),
  });
  const go = room
    ? { label: t('breakouts.open.visit'), name: t('breakouts.open.visitName', { name }) }
    : { label: t('breakouts.open.return'), name: t('breakouts.open.return') };
  return (
    <RoomCard
      group={group}
      userOf={userOf}
      name={name}
      count={people.filter(({ state }) => state === 'here').length}
      empty={t('breakouts.nobody')}
      alert={help !== null}
      foot={
        <>
          {help && room && (
            <div className={classes.help}>
              <span className={classes.helpText}>
                <IconHelp size={18} aria-hidden />
                <span>{t('breakouts.open.asksHelp', { name: personName(help.user) })}</span>
              </span>
              <Button
                size="xs"
                variant="default"
                aria-label={t('breakouts.help.resolvedName', { room: name })}
                loading={resolve.isPending}
                onClick={() => resolve.mutate(room.id)}
              >
                {t('breakouts.help.resolved')}
              </Button>
            </div>
          )}
          <div className={classes.foot}>
            {is_here ? (
              <span className={classes.here}>{t('breakouts.open.youAreHere')}</span>
            ) : (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDoorEnter size={16} aria-hidden />}
                aria-label={go.name}
                onClick={() => live.moveTo(room?.id ?? null)}
              >
                {go.label}
              </Button>
            )}
            {room && !writing && (
              <Button
                ref={message}
                size="xs"
                variant="default"
                leftSection={<IconMessage size={16} aria-hidden />}
                aria-label={t('breakouts.open.messageName', { name })}
                onClick={() => setWriting(true)}
              >
                {t('breakouts.open.message')}
              </Button>
            )}
          </div>
          {room && writing && (
            <MessageRoom
              session_id={view.session.id}
              room={room}
              onDone={() => {
                setWriting(false);
                setTimeout(() => message.current?.focus());
              }}
            />
          )}
          <Failure error={resolve.error} />
        </>
      }
    >
      {children}
    </RoomCard>
  );
}
