import '#i18n/add-board-texts.ts';
import { useEffect, useRef } from 'react';
import { lead } from '#api/board.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { sessionStore } from '#live/use-session.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { newsOf } from './board-news.ts';
import type { BoardPlace } from './use-board-place.ts';

/** Opens the board for whoever is led there, and tells what happens on it while it is closed. Shows nothing itself. */
export function BoardNews({ feed, place }: { feed: OpenFeed; place: BoardPlace }) {
  const { t } = useTexts();
  const { account_id, session, room } = feed.view;
  const led_by = room?.board.led_by ?? null;
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });

  // By who leads, not by the event: whoever comes in later is led too.
  const leader_id = led_by && led_by.id !== account_id ? led_by.id : null;
  const leader = led_by ? personName(led_by) : '';
  useEffect(() => {
    if (leader_id === null) return;
    if (!latest.current.open) latest.current.showLed();
    announce(t('board.lead.opened', { name: leader }));
  }, [leader_id, leader, t]);

  // Nobody is led to a board that its leader has put away.
  const leads = led_by?.id === account_id;
  const { open } = place;
  useEffect(() => {
    if (leads && !open) void lead(session.id, false).catch(() => undefined);
  }, [leads, open, session.id]);

  useEffect(() => {
    return sessionStore(session.id).onEvent((event) => {
      const { open, news, tell } = latest.current;
      const topic = newsOf(event, account_id);
      if (!topic || open || news !== null) return;
      tell(t(`board.news.${topic}`));
      announce(t(`board.news.${topic}`));
    });
  }, [session.id, account_id, t]);
  return null;
}
