import '#i18n/add-moderation-texts.ts';
import { type Icon, IconDoorOff, IconLock } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RIGHT_ICONS } from './ActIcon.tsx';
import { lockedRights } from './person-acts.ts';
import classes from './RoomMarks.module.css';

/** In the head of the room: what is locked for all, and that the door is closed. Nothing where nothing is. */
export function RoomMarks({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  const locked = lockedRights(view);
  const closed = view.moderation?.door_open === false;
  if (locked.length === 0 && !closed) return null;
  return (
    <ul className={classes.marks} aria-label={t('moderation.marks.label')}>
      {closed && <Mark icon={IconDoorOff} text={t('moderation.marks.door')} />}
      {locked.map((right) => (
        <Mark key={right} icon={RIGHT_ICONS[right]} text={t(`moderation.marks.${right}`)} locked />
      ))}
    </ul>
  );
}

function Mark({ icon: Glyph, text, locked = false }: { icon: Icon; text: string; locked?: boolean }) {
  return (
    <li className={classes.mark} title={text}>
      <Glyph size={16} stroke={1.75} aria-hidden />
      {locked && <IconLock size={14} stroke={1.75} aria-hidden />}
      <span className={classes.text}>{text}</span>
    </li>
  );
}
