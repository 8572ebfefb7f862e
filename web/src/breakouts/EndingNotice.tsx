import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { timeBreakouts } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Strip } from './Strip.tsx';
import { clockText, isEnding, saidAt } from './time-left.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** What +5 min adds. */
const MORE = 5 * 60;

interface EndingNoticeProps {
  session_id: number;
  ends_at: string;
  clock_offset: number;
  hosts: boolean;
}

/** In the last minute of the rooms: a countdown for the eye, and three words for the ear. */
export function EndingNotice({ session_id, ends_at, clock_offset, hosts }: EndingNoticeProps) {
  const { t } = useTexts();
  const left = useSecondsLeft(ends_at, clock_offset);
  const before = useRef<number | null>(null);
  const extend = useMutation({
    mutationFn: (seconds: number) => timeBreakouts(session_id, seconds),
    onSuccess: () => announce(t('breakouts.open.extended')),
  });
  useEffect(() => {
    if (left === null) return;
    const said = saidAt(before.current, left);
    before.current = left;
    if (said !== null) announce(t(`breakouts.notice.said.s${said}`));
  }, [left, t]);
  if (left === null || !isEnding(left)) return null;
  const time = clockText(left);
  return (
    <Strip
      icon={IconClock}
      tone="warning"
      label={t('breakouts.open.left')}
      heading={<span role="timer">{t('breakouts.notice.ending', { time })}</span>}
      text={t('breakouts.notice.endingText')}
    >
      {hosts && (
        <Button
          size="compact-md"
          variant="default"
          aria-label={t('breakouts.open.extendName')}
          loading={extend.isPending}
          onClick={() => extend.mutate(left + MORE)}
        >
          {t('breakouts.open.extend')}
        </Button>
      )}
    </Strip>
  );
}
