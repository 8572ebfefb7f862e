import '#i18n/add-breakouts-texts.ts';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import classes from './BreakoutMark.module.css';
import { ownPlace } from './groups.ts';
import { TimeLeft } from './TimeLeft.tsx';

interface BreakoutMarkProps {
  feed: OpenFeed;
  expanded: boolean;
  onPress: () => void;
}

/** In the head of the room while breakout rooms are open: in which one is, and for how long. Opens the panel. */
export function BreakoutMark({ feed, expanded, onPress }: BreakoutMarkProps) {
  const { t } = useTexts();
  const { view, clock_offset } = feed;
  const { breakouts } = view;
  if (!breakouts?.opened_at) return null;
  const own = ownPlace(view)?.breakout_id ?? null;
  const room = breakouts.rooms.find(({ id }) => id === own)?.name ?? t('breakouts.main');
  return (
    <button
      type="button"
      className={classes.mark}
      title={t('breakouts.mark.show', { room })}
      aria-expanded={expanded}
      aria-controls="breakouts"
      onClick={onPress}
    >
      <IconUsersGroup size={16} stroke={1.75} aria-hidden />
      <bdi className={classes.room}>{room}</bdi>
      <TimeLeft ends_at={breakouts.ends_at} clock_offset={clock_offset} />
    </button>
  );
}
