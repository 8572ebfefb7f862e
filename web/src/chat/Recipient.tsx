import type { User } from '@lectern/contract';
import { IconLock } from '@tabler/icons-react';
import { useId } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import classes from './Composer.module.css';

interface RecipientProps {
  /** To whom one may write privately now. */
  choices: readonly User[];
  host_id: number;
  to: User | null;
  onChange: (to: User | null) => void;
}

/** Who gets the message. Somebody chosen who has left stays chosen: nothing private ever turns into one to everyone. */
export function Recipient({ choices, host_id, to, onChange }: RecipientProps) {
  const { t } = useTexts();
  const id = useId();
  const gone = to !== null && !choices.some((one) => one.id === to.id);
  const all = gone ? [...choices, to] : choices;
  const label = (user: User) => {
    const name = personName(user);
    if (gone && user.id === to.id) return t('chat.compose.gone', { name });
    return user.id === host_id ? t('chat.compose.instructorOnly', { name }) : name;
  };
  return (
    <div className={classes.recipient}>
      <label htmlFor={id}>{t('chat.compose.to')}</label>
      <select
        id={id}
        className={classes.select}
        value={to?.id ?? ''}
        onChange={(event) => onChange(all.find((one) => one.id === Number(event.currentTarget.value)) ?? null)}
      >
        <option value="">{t('chat.compose.everyone')}</option>
        {all.map((user) => (
          <option key={user.id} value={user.id}>
            {label(user)}
          </option>
        ))}
      </select>
      {to && (
        <span className={classes.only}>
          <IconLock size={14} stroke={2} aria-hidden />
          {t('chat.compose.onlyTo', { name: to.first_name })}
        </span>
      )}
    </div>
  );
}
