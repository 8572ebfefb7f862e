import '#i18n/add-booking-texts.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import classes from './BookingList.module.css';
import { BookingRow } from './BookingRow.tsx';
import { isPending } from './new-requests.ts';
import { askToNotify, mayAskToNotify } from './notifications.ts';

/** For the host in the room: all requests that wait for an answer. Nothing where there are none. */
export function RequestList({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const [mayAsk, setMayAsk] = useState(mayAskToNotify);
  const pending = feed.view.bookings.filter(isPending);
  if (pending.length === 0) return null;
  return (
    <section aria-label={t('requests.heading')}>
      <ul className={classes.list}>
        {pending.map((booking) => (
          <li key={booking.id} className={classes.row}>
            <BookingRow booking={booking} open />
          </li>
        ))}
      </ul>
      {mayAsk && (
        <Button variant="default" size="sm" onClick={() => void askToNotify().then(() => setMayAsk(mayAskToNotify()))}>
          {t('requests.notify')}
        </Button>
      )}
    </section>
  );
}
