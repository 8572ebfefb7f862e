import '#i18n/add-booking-texts.ts';
import type { BookingStatus } from '@lectern/contract';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { commandBooking } from '#api/bookings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionKey } from '#sessions/session-queries.ts';
import { Failure } from '#ui/Failure.tsx';

interface MyBookingProps {
  session_id: number;
  booking: { id: number; status: BookingStatus };
  /** Whether to say what became of it; not where the page says so already. */
  told?: boolean;
}

/** What became of the own request, and the way to take it back. */
export function MyBooking({ session_id, booking, told = true }: MyBookingProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => commandBooking(booking.id, 'withdraw'),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionKey(session_id) }),
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        {told && <Text>{t(`booking.state.${booking.status}`)}</Text>}
        {(booking.status === 'pending' || booking.status === 'approved') && (
          <Button variant="default" size="sm" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('booking.withdraw')}
          </Button>
        )}
      </Group>
      <Failure error={withdraw.error} />
    </Stack>
  );
}
