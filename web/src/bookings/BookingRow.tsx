import '#i18n/add-booking-texts.ts';
import type { Booking } from '@lectern/contract';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BookingCommand, commandBooking } from '#api/bookings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Avatar } from '#people/Avatar.tsx';
import { personName } from '#people/person-name.ts';
import { sessionKey } from '#sessions/session-queries.ts';
import { Failure } from '#ui/Failure.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './BookingList.module.css';

/** One request, and the answers that can be given to it. */
export function BookingRow({ booking, open }: { booking: Booking; open: boolean }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (command: BookingCommand) => commandBooking(booking.id, command),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionKey(booking.session_id) }),
  });
  const name = personName(booking.user);
  const button = (command: 'approve' | 'reject') => (
    <Button
      size="sm"
      variant={command === 'approve' ? 'filled' : 'default'}
      loading={decide.isPending && decide.variables === command}
      disabled={decide.isPending}
      aria-describedby={`booking-${booking.id}`}
      onClick={() => decide.mutate(command)}
    >
      {t(`booking.${command}`)}
    </Button>
  );
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Avatar user={booking.user} />
          <div className={classes.who}>
            <Text fw={600} id={`booking-${booking.id}`}>
              {name}
            </Text>
            {booking.message && <Text c="var(--ink-soft)">{booking.message}</Text>}
          </div>
        </Group>
        <Group gap="xs">
          {booking.status !== 'pending' && (
            <Tag tone={booking.status === 'approved' ? 'accent' : 'neutral'}>
              {t(`booking.short.${booking.status}`)}
            </Tag>
          )}
          {open && (booking.status === 'pending' || booking.status === 'rejected') && button('approve')}
          {open && (booking.status === 'pending' || booking.status === 'approved') && button('reject')}
        </Group>
      </Group>
      <Failure error={decide.error} />
    </Stack>
  );
}
