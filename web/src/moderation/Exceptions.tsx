import type { Right, SessionView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { changeExemption } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './Exceptions.module.css';
import { exceptable, exempt } from './exceptions.ts';

/** Who may use a locked right all the same: taken back by one button each, and given by a choice. */
export function Exceptions({ view, right }: { view: SessionView; right: Right }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<number | null>(null);
  const id = useId();
  const change = useMutation({
    mutationFn: ({ account_id, on }: { account_id: number; on: boolean }) =>
      changeExemption(view.session.id, { account_id, right, on }),
    onSuccess: () => setChosen(null),
  });
  const free = exempt(view, right);
  const others = exceptable(view, right);
  return (
    <div className={classes.exceptions}>
      <p className={classes.text}>{t(free.length > 0 ? 'moderation.room.locked' : 'moderation.room.lockedForAll')}</p>
      {free.length > 0 && (
        <ul className={classes.list} aria-label={t(`moderation.room.exceptionsOf.${right}`)}>
          {free.map(({ account_id, user }) => {
            const name = user ? personName(user) : t('moderation.room.unknown');
            return (
              <li key={account_id} className={classes.person}>
                <bdi>{name}</bdi>
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('moderation.room.endException', { name })}
                  title={t('moderation.room.endException', { name })}
                  onClick={() => change.mutate({ account_id, on: false })}
                >
                  <IconX size={16} aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {others.length > 0 && (
        <div className={classes.add}>
          <label htmlFor={id}>{t('moderation.room.whom')}</label>
          <select
            id={id}
            className={classes.choice}
            value={chosen ?? ''}
            onChange={(event) => setChosen(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">{t('moderation.room.choose')}</option>
            {others.map((user) => (
              <option key={user.id} value={user.id}>
                {personName(user)}
              </option>
            ))}
          </select>
          <Button
            variant="default"
            size="sm"
            disabled={chosen === null}
            loading={change.isPending}
            onClick={() => chosen !== null && change.mutate({ account_id: chosen, on: true })}
          >
            {t('moderation.room.add')}
          </Button>
        </div>
      )}
      <Failure error={change.error} />
    </div>
  );
}
