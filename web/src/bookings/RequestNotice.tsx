import '#i18n/add-booking-texts.ts';
import type { Booking } from '@lectern/contract';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { RoundButton } from '#ui/RoundButton.tsx';
import { playTone } from '#ui/tone.ts';
import { BookingRow } from './BookingRow.tsx';
import { isPending, RequestMemory } from './new-requests.ts';
import { notify } from './notifications.ts';
import classes from './RequestNotice.module.css';

/** For the host in the room: who asks to join while the session runs, with the answer in place. */
export function RequestNotice({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { bookings } = feed.view;
  const [memory] = useState(() => new RequestMemory(bookings));
  const [shown, setShown] = useState<readonly number[]>([]);

  useEffect(() => {
    const fresh = memory.takeNew(bookings);
    if (fresh.length === 0) return;
    setShown((before) => [...before, ...fresh.map((one) => one.id)]);
    playTone(660, 880);
    for (const one of fresh) {
      const text = t('requests.asks', { name: personName(one.user) });
      announce(text);
      notify(text, one.message);
    }
  }, [memory, bookings, t]);

  const open = bookings.filter((one) => isPending(one) && shown.includes(one.id));
  const [first, ...others] = open;
  if (!first) return null;
  const dismiss = () => setShown([]);
  return (
    <section className={classes.notice} aria-labelledby="request-notice">
      <div className={classes.top}>
        <h2 id="request-notice" className={classes.heading}>
          {t('requests.heading')}
        </h2>
        <RoundButton icon={IconX} name={t('requests.later')} onClick={dismiss} />
      </div>
      <BookingRow key={keyOf(first)} booking={first} open />
      {others.length > 0 && <p className={classes.more}>{t('requests.more', { count: others.length })}</p>}
    </section>
  );
}

const keyOf = ({ id, created_at }: Booking) => `${id} ${created_at}`;
