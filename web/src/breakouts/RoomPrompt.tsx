import type { SessionView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import { announce } from '#ui/announcer.tsx';
import { assignedRoom, ownPlace } from './groups.ts';
import { Strip } from './Strip.tsx';

/** For who is in the main room while the class is in its rooms: the way to one, or why there is none. */
export function RoomPrompt({ view, live, onShow }: { view: SessionView; live: LiveSession; onShow: () => void }) {
  const { t } = useTexts();
  const { breakouts, account_id } = view;
  const me = ownPlace(view);
  const assigned = assignedRoom(view, account_id);
  const room = breakouts?.rooms.find(({ id }) => id === assigned);
  const shown = me !== undefined && me.breakout_id === null && !me.called_to;
  const choose = breakouts?.may_choose === true && !room;
  const text = choose
    ? t('breakouts.notice.choose')
    : room
      ? t('breakouts.notice.join', { room: room.name })
      : t('breakouts.notice.unassigned');
  useEffect(() => {
    if (shown) announce(text);
  }, [shown, text]);
  if (!shown) return null;
  return (
    <Strip icon={IconUsersGroup} tone="accent" label={t('breakouts.heading')} heading={text}>
      {choose && (
        <Button size="compact-md" onClick={onShow}>
          {t('breakouts.notice.chooseAction')}
        </Button>
      )}
      {room && (
        <Button size="compact-md" onClick={() => live.moveTo(room.id)}>
          {t('breakouts.mine.join', { room: room.name })}
        </Button>
      )}
    </Strip>
  );
}
