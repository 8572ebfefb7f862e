import '#i18n/add-connection-texts.ts';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import classes from './ConnectionNotice.module.css';
import type { RoomTrouble } from './room-trouble.ts';
import { useSlow } from './use-slow.ts';

/** After this long, in milliseconds, waiting alone may not help, and one is told what might. */
const HINT_AFTER = 15_000;

/** What is lost, what still works, and what one can do: wait, try now, or what the hint says. */
export function ConnectionNotice({ trouble, onTryNow }: { trouble: RoomTrouble; onTryNow: () => void }) {
  const { t } = useTexts();
  const [tries, setTries] = useState(0);
  const long = useSlow(true, HINT_AFTER);
  const heading = t(`connection.${trouble}.heading`);
  const meanwhile = t(`connection.${trouble}.meanwhile`);
  useEffect(() => announce(`${heading} ${meanwhile}`), [heading, meanwhile]);
  const tryNow = () => {
    setTries(tries + 1);
    onTryNow();
  };
  return (
    // In a box of its own: a section right in the room is the stage, and takes all the room there is.
    <div className={classes.box}>
      <section className={classes.notice} aria-label={t('connection.label')}>
        <IconPlugConnectedX size={22} className={classes.icon} aria-hidden />
        <div className={classes.body}>
          <strong>{heading}</strong>
          <span>{meanwhile}</span>
          {long && <span className={classes.hint}>{t(`connection.${trouble}.hint`)}</span>}
        </div>
        {trouble !== 'engine' && (trouble !== 'connecting' || long) && (
          <button type="button" className={classes.try} onClick={tryNow}>
            {/* A new one each time, so that it turns again. */}
            <IconRefresh key={tries} size={18} className={tries > 0 ? classes.turn : undefined} aria-hidden />
            {t('connection.tryNow')}
          </button>
        )}
      </section>
    </div>
  );
}
