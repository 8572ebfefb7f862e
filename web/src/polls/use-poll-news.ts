import { moderates, type Poll } from '@lectern/contract';
import { useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { announce } from '#ui/announcer.tsx';

/** How many polls wait for this account's answer. Says aloud when one is opened, and when its result is shown. */
export function usePollNews(feed: OpenFeed): { waiting: number } {
  const { t } = useTexts();
  const { room, role } = feed.view;
  const polls = room?.polls;
  const before = useRef<readonly Poll[] | null>(null);
  useEffect(() => {
    const known = before.current;
    before.current = polls ?? null;
    // What was there when one came in is no news.
    if (!polls || !known || moderates(role)) return;
    for (const { id, status, question } of polls) {
      const last = known.find((one) => one.id === id)?.status;
      if (last === status) continue;
      if (status === 'open') announce(t('pollNews.opened', { question }));
      if (status === 'shown') announce(t('pollNews.shown', { question }));
    }
  }, [polls, role, t]);
  if (!polls || moderates(role)) return { waiting: 0 };
  return { waiting: polls.filter((one) => one.status === 'open' && one.my_option === null).length };
}
