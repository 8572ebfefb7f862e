import type { User } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './PeopleChoice.module.css';
import type { Known } from './who-may.ts';

interface PeopleChoiceProps {
  text: string;
  /** Who is in the list, its name, and what takes somebody out of it. */
  chosen: readonly Known[];
  label: string;
  takeOut: (name: string) => string;
  /** Who may be added, and what the choice is for. */
  others: readonly User[];
  whom: string;
  onChange: (account_id: number, on: boolean) => Promise<unknown>;
}

/** Some people of the class: each taken out by a button, and added by a choice. */
export function PeopleChoice({ text, chosen, label, takeOut, others, whom, onChange }: PeopleChoiceProps) {
  const { t } = useTexts();
  const [picked, setPicked] = useState<number | null>(null);
  const id = useId();
  const change = useMutation({
    mutationFn: ({ account_id, on }: { account_id: number; on: boolean }) => onChange(account_id, on),
    onSuccess: () => setPicked(null),
  });
  return (
    <div className={classes.choice}>
      <p className={classes.text}>{text}</p>
      {chosen.length > 0 && (
        <ul className={classes.list} aria-label={label}>
          {chosen.map(({ account_id, user }) => {
            const name = user ? personName(user) : t('moderation.room.unknown');
            return (
              <li key={account_id} className={classes.person}>
                <bdi>{name}</bdi>
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={takeOut(name)}
                  title={takeOut(name)}
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
          <label htmlFor={id}>{whom}</label>
          <select
            id={id}
            className={classes.select}
            value={picked ?? ''}
            onChange={(event) => setPicked(event.target.value === '' ? null : Number(event.target.value))}
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
            disabled={picked === null}
            loading={change.isPending && change.variables.on}
            onClick={() => picked !== null && change.mutate({ account_id: picked, on: true })}
          >
            {t('moderation.room.add')}
          </Button>
        </div>
      )}
      <Failure error={change.error} />
    </div>
  );
}
