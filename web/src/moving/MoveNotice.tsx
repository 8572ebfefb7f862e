import '#i18n/add-moving-texts.ts';
// To be here before it is needed.
import '#live/room-change.ts';
import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import { myRoom } from '#live/my-room.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { announce } from '#ui/announcer.tsx';
import classes from './MoveNotice.module.css';

interface MoveNoticeProps {
  feed: OpenFeed;
  live: Pick<LiveSession, 'retryMove' | 'dismissMove'>;
  state: Pick<LiveState, 'move'>;
}

/** That one is on the way to another room, or why one is not there yet; and, to those who do not see it, that one is. */
export function MoveNotice({ feed, live, state: { move } }: MoveNoticeProps) {
  const { t } = useTexts();
  const { view } = feed;
  const here = myRoom(view);
  const names = useRef(new Map<number, string>());
  // By the time one is back from it, a room may be in no list any more.
  for (const { id, name } of view.breakouts?.rooms ?? []) names.current.set(id, name);
  const nameOf = (id: number) => names.current.get(id) ?? t('moving.somewhere');
  const arrived = here === null ? t('moving.arrivedMain') : t('moving.arrived', { room: nameOf(here) });
  const was = useRef(here);
  useEffect(() => {
    if (was.current !== here) announce(arrived);
    was.current = here;
  }, [here, arrived]);

  // The box stays, so that what comes into it is read.
  return (
    <div className={classes.box}>
      <div role="status">
        {move?.kind === 'moving' && (
          <p className={classes.moving}>
            <Loader size={16} color="currentColor" aria-hidden />
            {move.to === null ? t('moving.toMain') : t('moving.to', { room: nameOf(move.to) })}
          </p>
        )}
      </div>
      {move?.kind === 'failed' && (
        <div role="alert" className={classes.failed}>
          <IconAlertTriangle size={20} className={classes.icon} aria-hidden />
          <p className={classes.text}>
            {move.to === null ? t('moving.failedMain') : t('moving.failed', { room: nameOf(move.to) })}{' '}
            {t(`failures.${move.reason}`)}
          </p>
          <Button size="compact-md" variant="default" onClick={live.retryMove}>
            {t('moving.retry')}
          </Button>
          {move.wished && (
            <Button size="compact-md" variant="subtle" color="gray" onClick={live.dismissMove}>
              {t('moving.stay')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
