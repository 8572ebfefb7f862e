import type { Breakout, SessionView } from '@lectern/contract';
import { Button, Checkbox, Group } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bringBreakout, readBreakouts } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Done } from '#ui/Done.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './BringRooms.module.css';

const KINDS = ['board', 'notes', 'chat'] as const;
type Kind = (typeof KINDS)[number];

/** For hosts, after the rooms were open: what they made is brought to everybody. */
export function BringRooms({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const { session } = view;
  const { data } = useQuery({
    queryKey: ['breakouts', session.id],
    queryFn: () => readBreakouts(session.id),
    // Which rooms have something in them changes while they are open.
    staleTime: 0,
  });
  if (!data || data.items.length === 0 || session.status !== 'ongoing') return null;
  return (
    <section className={classes.bring} aria-labelledby="bring-heading">
      <h3 id="bring-heading" className={classes.heading}>
        {t('breakouts.bring.heading')}
      </h3>
      <p className={classes.text}>{t('breakouts.bring.text')}</p>
      <ul className={classes.rooms}>
        {data.items.map((room) => (
          <BringRoom key={room.id} session_id={session.id} room={room} />
        ))}
      </ul>
    </section>
  );
}

function BringRoom({ session_id, room }: { session_id: number; room: Breakout }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<readonly Kind[]>(KINDS);
  const bring = useMutation({
    mutationFn: () => bringBreakout(session_id, room.id, [...what]),
    onSuccess: () => {
      announce(t('breakouts.bring.done', { name: room.name }));
      setOpen(false);
    },
  });
  return (
    <li className={classes.room}>
      <div className={classes.line}>
        <bdi className={classes.name}>{room.name}</bdi>
        {!open && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('breakouts.bring.openName', { name: room.name })}
            onClick={() => setOpen(true)}
          >
            {t('breakouts.bring.open')}
          </Button>
        )}
      </div>
      {bring.isSuccess && !open && <Done>{t('breakouts.bring.brought')}</Done>}
      {open && (
        <fieldset className={classes.what}>
          <legend className={classes.legend}>{t('breakouts.bring.what')}</legend>
          {KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`breakouts.bring.${kind}`)}
              checked={what.includes(kind)}
              onChange={({ currentTarget: { checked } }) =>
                setWhat(KINDS.filter((one) => (one === kind ? checked : what.includes(one))))
              }
            />
          ))}
          <Failure error={bring.error} />
          <Group gap="xs">
            <Button size="xs" disabled={what.length === 0} loading={bring.isPending} onClick={() => bring.mutate()}>
              {t('breakouts.bring.action')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setOpen(false)}>
              {t('breakouts.bring.cancel')}
            </Button>
          </Group>
        </fieldset>
      )}
    </li>
  );
}
