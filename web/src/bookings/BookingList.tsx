import '#i18n/add-booking-texts.ts';
import type { Booking } from '@lectern/contract';
import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './BookingList.module.css';
import { BookingRow } from './BookingRow.tsx';
import { sortBookings } from './sort-bookings.ts';

/** For the creator: who asked to join, those who wait for an answer first. */
export function BookingList({ bookings, open }: { bookings: readonly Booking[]; open: boolean }) {
  const { t } = useTexts();
  return (
    <Stack component="section" gap="sm" aria-labelledby="bookings">
      <Title order={2} size="h4" id="bookings">
        {t('booking.heading')}
      </Title>
      {bookings.length === 0 ? (
        <Text c="var(--ink-soft)">{t(open ? 'booking.none' : 'booking.noneAtAll')}</Text>
      ) : (
        <ul className={classes.list}>
          {sortBookings(bookings).map((booking) => (
            <li key={booking.id} className={classes.row}>
              <BookingRow booking={booking} open={open} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
