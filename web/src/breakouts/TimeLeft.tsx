import { useTexts } from '#i18n/use-texts.ts';
import classes from './TimeLeft.module.css';
import { clockText, isEnding } from './time-left.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** How long the rooms stay open; nothing where only a host closes them. */
export function TimeLeft({ ends_at, clock_offset }: { ends_at: string | null; clock_offset: number }) {
  const { t } = useTexts();
  const left = useSecondsLeft(ends_at, clock_offset);
  if (left === null) return null;
  return (
    <span role="timer" className={classes.left} data-ending={isEnding(left) || undefined}>
      {clockText(left)} {t('breakouts.mark.left')}
    </span>
  );
}
