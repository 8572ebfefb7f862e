import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionStore } from '#live/use-session.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';

/** Says whose screen comes and goes to those who do not see it. One's own has a notice. */
export function useAnnouncedScreens(session_id: number): void {
  const { t } = useTexts();
  useEffect(() => {
    const store = sessionStore(session_id);
    return store.onEvent((event) => {
      if (event.type !== 'screen.started' && event.type !== 'screen.stopped') return;
      const feed = store.getFeed();
      if (feed.kind !== 'open') return;
      const sharer = feed.view.participants.find((one) => one.id === event.data.participant_id);
      if (!sharer || sharer.user.id === feed.view.account_id) return;
      const name = personName(sharer.user);
      announce(event.type === 'screen.started' ? t('screen.saidOn', { name }) : t('screen.saidOff', { name }));
    });
  }, [session_id, t]);
}
