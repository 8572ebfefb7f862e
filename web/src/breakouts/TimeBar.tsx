import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { timeBreakouts } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';
import { MinutesField } from './MinutesField.tsx';
import { parseMinutes } from './minutes.ts';
import classes from './TimeBar.module.css';
import { clockText, isEnding } from './time-left.ts';
import { useExpectMoves } from './use-expect-moves.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** What +5 min adds. */
const MORE = 5 * 60;
/** How long closing counts down. */
const COUNTDOWN = 60;

interface TimeBarProps {
  session_id: number;
  ends_at: string | null;
  clock_offset: number;
}

/** For hosts: how long the rooms stay open, and what changes it. */
export function TimeBar({ session_id, ends_at, clock_offset }: TimeBarProps) {
  const { t } = useTexts();
  const left = useSecondsLeft(ends_at, clock_offset);
  const [setting, setSetting] = useState(false);
  const [closing, setClosing] = useState(false);
  const time = useMutation({
    mutationFn: ({ seconds }: { seconds: number | null; said: string }) => timeBreakouts(session_id, seconds),
    onSuccess: (_answer, { said }) => {
      announce(said);
      setSetting(false);
    },
    onSettled: () => setClosing(false),
  });
  useExpectMoves(session_id, 'close', closing ? 'closing' : null);
  const ending = left !== null && isEnding(left);
  return (
    <section className={classes.bar} aria-label={t('breakouts.open.left')}>
      <div className={classes.line}>
        {left === null ? (
          <span className={classes.left}>{t('breakouts.open.noLimit')}</span>
        ) : (
          <span role="timer" className={classes.left} data-ending={ending || undefined}>
            <span className={classes.label}>{t('breakouts.open.left')}</span>
            <strong className={classes.clock}>{clockText(left)}</strong>
          </span>
        )}
        {left !== null && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('breakouts.open.extendName')}
            onClick={() => time.mutate({ seconds: left + MORE, said: t('breakouts.open.extended') })}
          >
            {t('breakouts.open.extend')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={t('breakouts.open.setName')}
          aria-expanded={setting}
          onClick={() => setSetting(!setting)}
        >
          {t('breakouts.open.set')}
        </Button>
      </div>
      {setting && <SetTime onSet={(seconds, said) => time.mutate({ seconds, said })} busy={time.isPending} />}
      <div className={classes.line}>
        {ending ? (
          <Button
            size="sm"
            variant="default"
            onClick={() => time.mutate({ seconds: null, said: t('breakouts.open.untimed') })}
          >
            {t('breakouts.open.keep')}
          </Button>
        ) : (
          <Button
            size="sm"
            variant="default"
            onClick={() => time.mutate({ seconds: COUNTDOWN, said: t('breakouts.open.closing') })}
          >
            {t('breakouts.open.close')}
          </Button>
        )}
        <Button size="sm" variant="subtle" color="gray" onClick={() => setClosing(true)}>
          {t('breakouts.open.closeNow')}
        </Button>
      </div>
      <Failure error={time.error} />
      {closing && (
        <Confirm
          heading={t('breakouts.open.closeHeading')}
          action={t('breakouts.open.closeAction')}
          busy={time.isPending}
          onConfirm={() => time.mutate({ seconds: 0, said: t('breakouts.open.closed') })}
          onClose={() => setClosing(false)}
        >
          {t('breakouts.open.closeText')}
        </Confirm>
      )}
    </section>
  );
}

function SetTime({ onSet, busy }: { onSet: (seconds: number | null, said: string) => void; busy: boolean }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const minutes = parseMinutes(text);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (minutes === 'wrong' || busy) return;
    if (minutes === null) onSet(null, t('breakouts.open.untimed'));
    else onSet(minutes * 60, t('breakouts.open.timed', { count: minutes }));
  }

  return (
    <form className={classes.set} onSubmit={submit} noValidate>
      <MinutesField label={t('breakouts.plan.minutes')} text={text} onChange={setText} />
      <Button type="submit" size="xs" loading={busy}>
        {t('breakouts.open.setDone')}
      </Button>
    </form>
  );
}
