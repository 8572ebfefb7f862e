import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { copyBreakouts, readEarlierBreakouts } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './EarlierRooms.module.css';

/** Takes over the rooms, and who is in them, from a session before this one. */
export function EarlierRooms({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className={classes.opener} size="sm" variant="subtle" color="gray" onClick={() => setOpen(true)}>
        {t('breakouts.earlier.open')}
      </Button>
      {open && (
        <Dialog
          heading={t('breakouts.earlier.heading')}
          close={t('breakouts.earlier.close')}
          onClose={() => setOpen(false)}
        >
          <Sessions session_id={session_id} onUsed={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}

function Sessions({ session_id, onUsed }: { session_id: number; onUsed: () => void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['earlier-breakouts', session_id],
    queryFn: () => readEarlierBreakouts(session_id),
  });
  const copy = useMutation({
    mutationFn: ({ session_id: from }: { session_id: number; title: string }) => copyBreakouts(session_id, from),
    onSuccess: (_answer, { title }) => {
      announce(t('breakouts.earlier.used', { title }));
      onUsed();
    },
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={80} />;
  if (data.items.length === 0) return <Text c="var(--ink-soft)">{t('breakouts.earlier.none')}</Text>;
  return (
    <Stack gap="md">
      <Text c="var(--ink-soft)">{t('breakouts.earlier.text')}</Text>
      <Failure error={copy.error} />
      <ul className={classes.list}>
        {data.items.map((one) => (
          <li key={one.session_id} className={classes.session}>
            <span className={classes.what}>
              <strong dir="auto">{one.title}</strong>
              <span className={classes.facts}>
                {t('breakouts.earlier.rooms', { count: one.rooms.length, names: one.rooms.join(', ') })}
              </span>
              <span className={classes.facts}>{t('breakouts.earlier.assigned', { count: one.assigned })}</span>
            </span>
            <Button
              size="sm"
              variant="default"
              aria-label={t('breakouts.earlier.use', { title: one.title })}
              loading={copy.isPending && copy.variables.session_id === one.session_id}
              onClick={() => copy.mutate(one)}
            >
              {t('breakouts.earlier.useShort')}
            </Button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
