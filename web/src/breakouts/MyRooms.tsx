import type { Breakout, SessionView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconDoorExit, IconHelp, IconUsersGroup } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { askHelp } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { NameList } from '#people/NameList.tsx';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { assignedRoom, isHost, ownPlace } from './groups.ts';
import classes from './MyRooms.module.css';
import { TimeLeft } from './TimeLeft.tsx';

interface MyRoomsProps {
  feed: OpenFeed;
  live: LiveSession;
}

/** For learners: their own room, the way back, help, and other rooms where they may choose. */
export function MyRooms({ feed, live }: MyRoomsProps) {
  const { t } = useTexts();
  const { view, clock_offset } = feed;
  const { breakouts } = view;
  const me = ownPlace(view);
  if (!breakouts?.opened_at || !me) {
    return (
      <div className={classes.closed}>
        <IconUsersGroup size={36} stroke={1.25} aria-hidden />
        <strong>{t('breakouts.mine.closed')}</strong>
        <span>{t('breakouts.mine.closedText')}</span>
      </div>
    );
  }
  const nameOf = (id: number | null) => breakouts.rooms.find((one) => one.id === id)?.name ?? '';
  const mine = breakouts.rooms.find(({ id }) => id === me.breakout_id) ?? null;
  return (
    <>
      {me.called_to && (
        <p className={classes.text} role="status">
          {me.called_to.breakout_id === null
            ? t('breakouts.mine.onTheWayBack')
            : t('breakouts.mine.onTheWay', { room: nameOf(me.called_to.breakout_id) })}
        </p>
      )}
      {mine ? (
        <OwnRoom view={view} room={mine} clock_offset={clock_offset} live={live} />
      ) : (
        <Waiting view={view} clock_offset={clock_offset} live={live} />
      )}
      {breakouts.may_choose && <Choice view={view} own={mine?.id ?? null} live={live} />}
    </>
  );
}

interface OwnRoomProps {
  view: SessionView;
  room: Breakout;
  clock_offset: number;
  live: LiveSession;
}

function OwnRoom({ view, room, clock_offset, live }: OwnRoomProps) {
  const { t } = useTexts();
  const others = view.participants
    .filter((one) => one.breakout_id === room.id && one.user.id !== view.account_id)
    .map(({ user }) => user);
  return (
    <section className={classes.own} aria-label={room.name}>
      <div className={classes.top}>
        <h3 className={classes.heading}>
          <bdi>{room.name}</bdi>
        </h3>
        <TimeLeft ends_at={view.breakouts?.ends_at ?? null} clock_offset={clock_offset} />
      </div>
      {others.length === 0 ? (
        <p className={classes.text}>{t('breakouts.mine.alone')}</p>
      ) : (
        <NameList people={others} label={t('breakouts.mine.inRoom', { room: room.name })} />
      )}
      <Help view={view} room={room} />
      {view.breakouts?.may_return ? (
        <Button
          variant="default"
          leftSection={<IconDoorExit size={18} aria-hidden />}
          onClick={() => live.moveTo(null)}
        >
          {t('breakouts.mine.return')}
        </Button>
      ) : (
        <p className={classes.text}>{t('breakouts.mine.stay')}</p>
      )}
    </section>
  );
}

function Help({ view, room }: { view: SessionView; room: Breakout }) {
  const { t } = useTexts();
  const ask = useMutation({
    mutationFn: () => askHelp(view.session.id),
    onSuccess: () => announce(t('breakouts.help.askedDone')),
  });
  const call = view.breakouts?.help.find((one) => one.breakout_id === room.id);
  const host = view.participants.find((one) => one.breakout_id === room.id && isHost(view, one.user.id));
  return (
    <div className={classes.help}>
      {host && <p className={classes.text}>{t('breakouts.help.hostHere', { name: personName(host.user) })}</p>}
      {call ? (
        <p className={classes.asked} role="status">
          <IconHelp size={18} aria-hidden />
          {call.user.id === view.account_id
            ? t('breakouts.help.asked')
            : t('breakouts.help.askedBy', { name: personName(call.user) })}
        </p>
      ) : (
        <Button leftSection={<IconHelp size={18} aria-hidden />} loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('breakouts.help.ask')}
        </Button>
      )}
      <Failure error={ask.error} />
    </div>
  );
}

/** In the main room while the others are in theirs. */
function Waiting({ view, clock_offset, live }: { view: SessionView; clock_offset: number; live: LiveSession }) {
  const { t } = useTexts();
  const { breakouts } = view;
  const assigned = assignedRoom(view, view.account_id);
  const room = breakouts?.rooms.find(({ id }) => id === assigned);
  return (
    <section className={classes.own} aria-label={t('breakouts.main')}>
      <div className={classes.top}>
        <h3 className={classes.heading}>{t('breakouts.main')}</h3>
        <TimeLeft ends_at={breakouts?.ends_at ?? null} clock_offset={clock_offset} />
      </div>
      {room && <p className={classes.text}>{t('breakouts.mine.assigned', { room: room.name })}</p>}
      {room && !breakouts?.may_choose && (
        <Button onClick={() => live.moveTo(room.id)}>{t('breakouts.mine.join', { room: room.name })}</Button>
      )}
      {!room && !breakouts?.may_choose && <p className={classes.text}>{t('breakouts.mine.unassigned')}</p>}
    </section>
  );
}

function Choice({ view, own, live }: { view: SessionView; own: number | null; live: LiveSession }) {
  const { t } = useTexts();
  const heading = t(own === null ? 'breakouts.mine.choose' : 'breakouts.mine.other');
  const rooms = view.breakouts?.rooms.filter(({ id }) => id !== own) ?? [];
  if (rooms.length === 0) return null;
  return (
    <section aria-label={heading}>
      <h3 className={classes.subheading}>{heading}</h3>
      <ul className={classes.rooms}>
        {rooms.map(({ id, name }) => {
          const count = view.participants.filter((one) => one.breakout_id === id).length;
          return (
            <li key={id} className={classes.room}>
              <span className={classes.what}>
                <bdi className={classes.name}>{name}</bdi>
                <span className={classes.count}>{t('breakouts.people', { count })}</span>
              </span>
              <Button size="sm" variant="default" onClick={() => live.moveTo(id)}>
                {t('breakouts.mine.join', { room: name })}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
