import '#i18n/add-breakouts-texts.ts';
import { moderates } from '@lectern/contract';
import { IconUsersGroup } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { roomsOffered, useRoomsNews } from './rooms-news.ts';

/** In the bar: for hosts always, for others while the rooms are open. */
export function BreakoutsButton({ feed, ...props }: ComponentPropsWithRef<'button'> & { feed: OpenFeed }) {
  const { t } = useTexts();
  const news = useRoomsNews(feed.view);
  if (!roomsOffered(feed.view)) return null;
  return (
    <RoundButton
      icon={IconUsersGroup}
      {...props}
      name={t('breakouts.heading')}
      news={moderates(feed.view.role) ? news : null}
    />
  );
}
