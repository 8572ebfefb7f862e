import '#i18n/add-session-texts.ts';
import type { Me, Session } from '@lectern/contract';
import { Stack, Text } from '@mantine/core';
import { MyBooking } from '#bookings/MyBooking.tsx';
import { RequestToJoin } from '#bookings/RequestToJoin.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { AdminActions } from './AdminActions.tsx';
import { CreatorActions } from './CreatorActions.tsx';
import { JoinLink } from './JoinLink.tsx';
import { isOver } from './statuses.ts';

/** What this account can do with a session now. */
export function SessionActions({ session, me }: { session: Session; me: Me }) {
  const isCreator = session.creator.id === me.id;
  return (
    <>
      {me.is_admin && session.status === 'pending_approval' && <AdminActions session={session} />}
      {isCreator ? <CreatorActions session={session} /> : <LearnerActions session={session} />}
    </>
  );
}

function LearnerActions({ session }: { session: Session }) {
  const { t } = useTexts();
  const { my_booking: booking, status } = session;
  if (isOver(status)) {
    return (
      <Card p="lg">
        <Stack gap="md" align="flex-start">
          <Text>
            {t(
              status === 'completed'
                ? 'session.isCompleted'
                : status === 'cancelled'
                  ? 'session.isCancelled'
                  : 'session.isExpired',
            )}
          </Text>
          {status === 'completed' && booking?.status === 'approved' && <JoinLink session={session} />}
        </Stack>
      </Card>
    );
  }
  if (status === 'pending_approval' && !booking) return null;
  return (
    <Card p="lg">
      <Stack gap="md">
        {booking?.status === 'approved' && <JoinLink session={session} />}
        {booking && booking.status !== 'withdrawn' ? (
          <MyBooking session_id={session.id} booking={booking} />
        ) : (
          <RequestToJoin session_id={session.id} />
        )}
      </Stack>
    </Card>
  );
}
