import { type Me, moderates, type SessionView } from '@lectern/contract';
import { Skeleton, Stack } from '@mantine/core';
import { Suspense, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { BookingList } from '#bookings/BookingList.tsx';
import { useSession } from '#live/use-session.ts';
import { SessionRecordings } from '#recordings/SessionRecordings.tsx';
import { SessionActions } from '#sessions/SessionActions.tsx';
import { SessionFacts } from '#sessions/SessionFacts.tsx';
import { SessionMissing } from '#sessions/SessionMissing.tsx';
import { useSessionId } from '#sessions/session-id.ts';
import { isOver } from '#sessions/statuses.ts';
import { useSessionDetails } from '#sessions/use-session-details.ts';
import { Card } from '#ui/Card.tsx';
import { LinkNotice } from '#ui/LinkNotice.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { Shell } from '#ui/Shell.tsx';
import NotFoundPage from './not-found.tsx';

/** The states in which a session's rooms are prepared on its page; in the running one that is done in the room. */
const MAY_PREPARE: readonly SessionView['session']['status'][] = ['pending_approval', 'approved', 'scheduled'];
// Hosts only.
const { Part: PreparedRooms } = lazyPart(async () => (await import('#breakouts/PreparedRooms.tsx')).PreparedRooms);

export default function SessionDetailsPage() {
  const id = useSessionId();
  if (id === null) return <NotFoundPage />;
  return <SignedIn>{(me) => <SessionDetails id={id} me={me} />}</SignedIn>;
}

function SessionDetails({ id, me }: { id: number; me: Me }) {
  const feed = useSession(id, 'page');
  const { session, error, refetch } = useSessionDetails(id, feed);
  useOpenWhenApproved(feed.kind === 'open' ? feed.view : null);
  if (error && !session) return <SessionMissing error={error} retry={() => void refetch()} />;
  if (!session) return <Loading />;
  const view = feed.kind === 'open' ? feed.view : null;
  return (
    <Shell size="md">
      <Stack gap="lg">
        {feed.kind === 'open' && !feed.current && <LinkNotice />}
        <SessionFacts session={session} />
        <SessionActions session={session} me={me} />
        <SessionRecordings session={session} own={session.creator.id === me.id} />
        {view && moderates(view.role) && (
          <Card>
            <BookingList bookings={view.bookings} open={!isOver(session.status)} />
          </Card>
        )}
        {view && moderates(view.role) && MAY_PREPARE.includes(session.status) && (
          <Suspense>
            <PreparedRooms view={view} />
          </Suspense>
        )}
      </Stack>
    </Shell>
  );
}

/** Approved while the session runs: whoever has this page open and asked is taken to the waiting room. */
function useOpenWhenApproved(view: SessionView | null): void {
  const navigate = useNavigate();
  const waited = useRef(false);
  const id = view?.session.id;
  const booking = view?.my_booking?.status;
  const running = view?.session.status === 'ongoing';
  useEffect(() => {
    if (booking === 'approved' && waited.current && running) void navigate(`/sessions/${id}/live`);
    waited.current = booking === 'pending';
  }, [booking, running, id, navigate]);
}

function Loading() {
  return (
    <Shell size="md">
      <Stack gap="lg" aria-busy="true">
        <Skeleton height={28} width={120} />
        <Skeleton height={36} width="60%" />
        <Skeleton height={140} radius="lg" />
        <Skeleton height={90} radius="lg" />
      </Stack>
    </Shell>
  );
}
