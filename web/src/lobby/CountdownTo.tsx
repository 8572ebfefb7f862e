import { Text } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { useNow } from '#ui/use-now.ts';
import classes from './CountdownTo.module.css';
import { countdown } from './countdown.ts';

interface CountdownToProps {
  instant: string;
  /** Server time minus ours: a browser whose clock is off counts down rightly all the same. */
  clock_offset: number;
}

export function CountdownTo({ instant, clock_offset }: CountdownToProps) {
  const { t } = useTexts();
  const left = countdown(Date.parse(instant) - clock_offset - useNow());
  if (left.kind === 'due') return <Text c="var(--ink-soft)">{t('waiting.due')}</Text>;
  return (
    <div role="timer" className={classes.countdown}>
      <span className={classes.label}>{t('waiting.startsIn')}</span>
      <span className={classes.time}>
        {left.kind === 'days' && t('waiting.days', { count: left.days })}
        {left.kind === 'hours' && t('waiting.hours', left)}
        {left.kind === 'clock' && `${left.minutes}:${String(left.seconds).padStart(2, '0')}`}
      </span>
    </div>
  );
}
