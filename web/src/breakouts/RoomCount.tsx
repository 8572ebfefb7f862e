import { MOST_BREAKOUTS } from '@lectern/contract';
import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { createBreakouts } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { EarlierRooms } from './EarlierRooms.tsx';
import classes from './RoomCount.module.css';
import { newNames } from './room-names.ts';

/** Where there are no rooms yet: what they are for, and how many to make. */
export function RoomCount({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const id = useId();
  const [count, setCount] = useState(2);
  const make = useMutation({
    mutationFn: () =>
      createBreakouts(
        session_id,
        newNames([], count, (number) => t('breakouts.roomName', { number })),
      ),
  });
  const set = (next: number) => {
    const kept = Math.min(MOST_BREAKOUTS, Math.max(1, next));
    setCount(kept);
    announce(String(kept));
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!make.isPending) make.mutate();
  }

  return (
    <form className={classes.empty} onSubmit={submit}>
      <IconUsersGroup size={36} stroke={1.25} aria-hidden />
      <strong className={classes.heading}>{t('breakouts.plan.empty')}</strong>
      <span className={classes.text}>{t('breakouts.plan.emptyText')}</span>
      <div className={classes.count}>
        <label htmlFor={id}>{t('breakouts.plan.count')}</label>
        <div className={classes.stepper}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('breakouts.plan.fewer')}
            aria-disabled={count === 1 || undefined}
            onClick={() => set(count - 1)}
          >
            <IconMinus size={18} aria-hidden />
          </ActionIcon>
          <input
            id={id}
            className={classes.number}
            inputMode="numeric"
            type="number"
            min={1}
            max={MOST_BREAKOUTS}
            value={count}
            onChange={({ currentTarget: { valueAsNumber: value } }) => {
              if (Number.isInteger(value)) setCount(Math.min(MOST_BREAKOUTS, Math.max(1, value)));
            }}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('breakouts.plan.more')}
            aria-disabled={count === MOST_BREAKOUTS || undefined}
            onClick={() => set(count + 1)}
          >
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <Button type="submit" loading={make.isPending}>
        {t('breakouts.plan.make', { count })}
      </Button>
      <Failure error={make.error} />
      <EarlierRooms session_id={session_id} />
    </form>
  );
}
