import { Button } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { Suspense, useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { announce } from '#ui/announcer.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { roomTrouble } from './room-trouble.ts';
import { useSlow } from './use-slow.ts';

// Loaded a while after coming in: when it is needed, it may be too late to load anything.
const notice = lazyPart(async () => (await import('./ConnectionNotice.tsx')).ConnectionNotice);
const LOADED_AFTER = 1_500;
/** How long the engine's signalling may be lost before one hears of it, in milliseconds: so far nothing else is. */
const SIGNALLING_PATIENCE = 1_500;

/** What is wrong with the connections now; the one to the server and the one for picture and sound told apart. */
export function RoomNotices({ feed, live, state }: { feed: OpenFeed; live: LiveSession; state: LiveState }) {
  const { t } = useTexts();
  const media = state.membership.kind === 'inside' ? state.membership.media : 'connecting';
  const trouble = roomTrouble(media, feed.current);
  const slow = useSlow(trouble !== null && trouble !== 'engine');
  const slower = useSlow(trouble !== null, SIGNALLING_PATIENCE);
  const shown = trouble !== null && (slow || slower);
  const told = useRef(false);
  useEffect(() => {
    if (told.current && !shown) announce(t('said.back'));
    told.current = shown;
  }, [shown, t]);
  useEffect(() => {
    const timer = setTimeout(() => void notice.preload(), LOADED_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {shown && (
        <Suspense>
          <notice.Part trouble={trouble} onTryNow={live.tryNow} />
        </Suspense>
      )}
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
