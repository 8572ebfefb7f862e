import { useId } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './MinutesField.module.css';
import { parseMinutes } from './minutes.ts';

/** For how many minutes; empty: no limit. */
export function MinutesField({
  label,
  text,
  onChange,
}: {
  label: string;
  text: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTexts();
  const id = useId();
  const wrong = parseMinutes(text) === 'wrong';
  return (
    <div className={classes.minutes}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <input
        id={id}
        className={classes.field}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        placeholder="–"
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span>{t('breakouts.plan.minutesUnit')}</span>
      <span
        id={`${id}-hint`}
        className={classes.hint}
        data-wrong={wrong || undefined}
        role={wrong ? 'alert' : undefined}
      >
        {t(wrong ? 'breakouts.plan.minutesTrouble' : 'breakouts.plan.minutesHint')}
      </span>
    </div>
  );
}
