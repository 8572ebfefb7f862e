import { moderates } from '@lectern/contract';
import { type RefObject, useRef, useState } from 'react';
import { isPending } from '#bookings/new-requests.ts';
import { useUnread } from '#chat/use-unread.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { keepPanel, panelBeforeReload } from '#live/kept-place.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { usePollNews } from '#polls/use-poll-news.ts';

const PANELS = ['participants', 'chat', 'polls', 'notes', 'breakouts'] as const;

/** The panels beside the stage; each is named after the element it is. */
export type PanelName = (typeof PANELS)[number];

type News = { mark: string; text: string } | null;

export interface SidePanels {
  open: PanelName | null;
  /** What is new behind each button. */
  news: Record<PanelName, News>;
  toggle: (name: PanelName) => void;
  /** Closes what is open, and gives the keyboard back to its button. */
  close: () => void;
  buttonOf: (name: PanelName) => RefObject<HTMLButtonElement | null>;
}

/** Which panel is beside the stage: one at a time, or none. */
export function useSidePanels(feed: OpenFeed): SidePanels {
  const [open, setOpen] = useState(() => panelBefore(feed.view.session.id));
  const show = (name: PanelName | null) => {
    keepPanel(name);
    setOpen(name);
  };
  const buttons = {
    participants: useRef<HTMLButtonElement>(null),
    chat: useRef<HTMLButtonElement>(null),
    polls: useRef<HTMLButtonElement>(null),
    // It has no button of its own: it is opened from the menu.
    notes: useRef<HTMLButtonElement>(null),
    breakouts: useRef<HTMLButtonElement>(null),
  };
  return {
    open,
    news: useNews(feed, open),
    toggle: (name) => show(open === name ? null : name),
    close() {
      // What has no button of its own now is in the menu.
      if (open) (buttons[open].current ?? buttons.notes.current)?.focus();
      show(null);
    },
    buttonOf: (name) => buttons[name],
  };
}

function panelBefore(session_id: number): PanelName | null {
  const name = panelBeforeReload(session_id);
  return PANELS.find((one) => one === name) ?? null;
}

function useNews(feed: OpenFeed, open: PanelName | null): Record<PanelName, News> {
  const { t } = useTexts();
  const unread = useUnread(feed, open === 'chat');
  const { waiting } = usePollNews(feed);
  const { bookings, room, role } = feed.view;
  const requests = bookings.filter(isPending).length;
  const hands = moderates(role) ? (room?.hands.length ?? 0) : 0;
  const people = [
    requests > 0 ? t('presence.requests', { count: requests }) : null,
    hands > 0 ? t('hands.note', { count: hands }) : null,
  ].filter((text) => text !== null);
  const unreadText = unread.count > 99 ? t('panels.unreadMore') : t('panels.unread', { count: unread.count });
  return {
    participants: people.length > 0 ? { mark: String(requests + hands), text: people.join(', ') } : null,
    chat:
      unread.count > 0
        ? {
            mark: unread.mentioned ? `@${capped(unread.count)}` : capped(unread.count),
            text: unread.mentioned ? `${unreadText}, ${t('panels.mentioned')}` : unreadText,
          }
        : null,
    polls: waiting > 0 ? { mark: String(waiting), text: t('panels.openPolls', { count: waiting }) } : null,
    notes: null,
    // Its button knows by itself, since it comes later.
    breakouts: null,
  };
}

const capped = (count: number) => (count > 99 ? '99+' : String(count));
