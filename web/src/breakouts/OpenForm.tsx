import { mayUse, type SessionView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { openBreakouts } from '#api/breakouts.ts';
import { changeModeration } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { MinutesField } from './MinutesField.tsx';
import { parseMinutes } from './minutes.ts';
import classes from './OpenForm.module.css';
import { useExpectMoves } from './use-expect-moves.ts';

/** At the foot of the planner, in the running session: for how long, and the button that opens the rooms. */
export function OpenForm({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const { session, moderation, breakouts } = view;
  const [text, setText] = useState('');
  const minutes = parseMinutes(text);
  const opening = useMutation({
    mutationFn: (seconds: number | null) => openBreakouts(session.id, seconds),
    onSuccess: () => announce(t('breakouts.plan.opened')),
  });
  const assignments = breakouts?.assignments ?? [];
  useExpectMoves(session.id, 'open', assignments.length > 0 ? JSON.stringify(assignments) : null);
  const locked = moderation?.locks.includes('microphone') === true && !everybodyMay(view);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (minutes !== 'wrong' && !opening.isPending) opening.mutate(minutes === null ? null : minutes * 60);
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {locked && <LockedHint session_id={session.id} />}
      <div className={classes.line}>
        <MinutesField label={t('breakouts.plan.minutes')} text={text} onChange={setText} />
        <Button type="submit" loading={opening.isPending}>
          {t('breakouts.plan.open')}
        </Button>
      </div>
      <p className={classes.hint}>
        {t(breakouts?.may_choose ? 'breakouts.plan.openHintChoose' : 'breakouts.plan.openHint')}
      </p>
      <Failure error={opening.error} />
    </form>
  );
}

function LockedHint({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const unlock = useMutation({
    mutationFn: () => changeModeration(session_id, { locks: { microphone: false } }),
    onSuccess: () => announce(t('breakouts.plan.unlocked')),
  });
  return (
    <div className={classes.locked}>
      <IconLock size={18} aria-hidden className={classes.icon} />
      <span className={classes.text}>{t('breakouts.plan.locked')}</span>
      <Button size="xs" variant="default" loading={unlock.isPending} onClick={() => unlock.mutate()}>
        {t('breakouts.plan.unlock')}
      </Button>
      <Failure error={unlock.error} />
    </div>
  );
}

/** All learners who are here may speak in spite of the lock. */
function everybodyMay(view: SessionView): boolean {
  return view.participants.every(({ user }) => mayUse(view, user.id, 'microphone'));
}
