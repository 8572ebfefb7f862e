import { Button } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import type { OpenFeed } from '#live/session-store.ts';
import classes from './RoomNotices.module.css';
import { useSlow } from './use-slow.ts';

/** What is wrong with the connections now; the one to the server and the one for picture and sound told apart. */
export function RoomNotices({ feed, live, state }: { feed: OpenFeed; live: LiveSession; state: LiveState }) {
  const { t } = useTexts();
  const media = state.membership.kind === 'inside' ? state.membership.media : 'connecting';
  const slow = useSlow(media === 'connecting');
  return (
    <>
      <div role="status" className={classes.notices}>
        {slow && <p className={classes.notice}>{t('live.mediaConnecting')}</p>}
        {media === 'reconnecting' && <p className={classes.notice}>{t('live.mediaReconnecting')}</p>}
        {!feed.current && (
          <p className={classes.notice}>{t(media === 'connected' ? 'live.serverLostOnly' : 'live.serverLost')}</p>
        )}
      </div>
      {state.sound_blocked && (
        <Button
          size="md"
          leftSection={<IconVolume size={20} aria-hidden />}
          style={{ alignSelf: 'center' }}
          onClick={() => void live.startSound()}
        >
          {t('live.hearOthers')}
        </Button>
      )}
    </>
  );
}
