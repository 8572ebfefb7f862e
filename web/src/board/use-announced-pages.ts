import type { BoardPage, SessionView } from '@lectern/contract';
import { useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionStore } from '#live/use-session.ts';
import { announce } from '#ui/announcer.tsx';
import { pageName } from './page-name.ts';

/** Says to whoever does not see the board what others do with its pages. */
export function useAnnouncedPages({ session, account_id, room }: SessionView): void {
  const { t } = useTexts();
  const pages = useRef<readonly BoardPage[]>([]);
  useEffect(() => {
    pages.current = room?.board.pages ?? [];
  });
  useEffect(() => {
    return sessionStore(session.id).onEvent((event) => {
      if (event.actor_id === account_id) return;
      switch (event.type) {
        case 'board.page_added':
          announce(t('board.news.added'));
          break;
        case 'board.page_cleared':
          announce(t('board.cleared', { page: pageName(t, pages.current, event.data.page_id) }));
          break;
        case 'board.page_restored':
          announce(t('board.restored', { page: pageName(t, pages.current, event.data.page_id) }));
          break;
        case 'board.lead_ended':
          announce(t('board.lead.ended'));
          break;
        default:
      }
    });
  }, [session.id, account_id, t]);
}
