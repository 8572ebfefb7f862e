import { moderates, type SessionView } from '@lectern/contract';
import { IconPlayerRecord } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { standingOf } from './consent.ts';
import classes from './NotRecordedMark.module.css';

interface NotRecordedMarkProps {
  view: SessionView;
  account_id: number;
  className?: string | undefined;
}

/** For hosts, while it is being recorded: that somebody is not in it, and whether by their own choice. */
export function NotRecordedMark({ view, account_id, className }: NotRecordedMarkProps) {
  const { t } = useTexts();
  const standing = standingOf(view, account_id);
  if (!moderates(view.role) || !view.recording || standing === 'recorded') return null;
  return (
    <span className={className}>
      <span className={classes.mark}>
        <IconPlayerRecord size={14} stroke={2} aria-hidden />
        {t(`recording.people.${standing}`)}
      </span>
    </span>
  );
}
