import { z } from 'zod';
import { Booking, BookingStatus } from './bookings.ts';
import type { DeliveredEvent, SessionEvent } from './events.ts';
import { Participant } from './live.ts';
import { Id } from './primitives.ts';
import { SessionCore } from './sessions.ts';

/**
 * What an account is to a session. host: its creator. member: an approved participant, or an admin.
 * outsider: anybody else who may see the session's page; sees no participants.
 */
export const ViewRole = z.enum(['host', 'member', 'outsider']);
export type ViewRole = z.infer<typeof ViewRole>;

/** All that one account sees of a session now, as of event `seq`. */
export const SessionView = z
  .object({
    seq: z.int().nonnegative(),
    /** Whose view this is. */
    account_id: Id,
    role: ViewRole,
    session: SessionCore,
    my_booking: z.object({ id: Id, status: BookingStatus }).nullable(),
    /** The host's: every booking, oldest first. Empty for all others. */
    bookings: z.array(Booking),
    /** The active ones, in order of joining. */
    participants: z.array(Participant),
  })
  .meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

/** What became of an event: folded in, known already, or one before it is missing. */
export type Applied = { outcome: 'applied'; view: SessionView } | { outcome: 'repeat' } | { outcome: 'gap' };

/**
 * Folds one event into a view, and changes nothing of the view it was given.
 * The same function serves the browser and the server's oracle tests.
 */
export function applyEvent(view: SessionView, event: DeliveredEvent): Applied {
  if (event.seq <= view.seq) return { outcome: 'repeat' };
  if (event.seq !== view.seq + 1) return { outcome: 'gap' };
  const next = event.type === 'concealed' ? view : fold(view, event);
  return { outcome: 'applied', view: { ...next, seq: event.seq } };
}

function fold(view: SessionView, event: SessionEvent): SessionView {
  switch (event.type) {
    case 'session.created':
      return { ...view, session: event.data.session };
    case 'session.edited':
      return withSession(view, event.data);
    case 'session.scheduled':
      return withSession(view, { ...event.data, status: 'scheduled' });
    case 'session.approved':
      return withSession(view, { status: event.data.status });
    case 'session.rejected':
    case 'session.cancelled':
      return withSession(view, { status: 'cancelled' });
    case 'session.expired':
      return withSession(view, { status: 'expired' });
    case 'session.started':
      return withSession(view, { status: 'ongoing', started_at: event.data.started_at });
    case 'session.ended':
      return {
        ...withSession(view, { status: 'completed', ended_at: event.data.ended_at }),
        participants: [],
      };
    case 'booking.requested':
    case 'booking.approved':
    case 'booking.rejected':
    case 'booking.withdrawn':
      return withBooking(view, event.data.booking);
    case 'participant.joined':
      return { ...view, participants: [...view.participants, event.data.participant] };
    case 'participant.left':
      return { ...view, participants: view.participants.filter((one) => one.id !== event.data.participant_id) };
    case 'participant.media_changed': {
      const { participant_id, audio_enabled, video_enabled } = event.data;
      return {
        ...view,
        participants: view.participants.map((one) =>
          one.id === participant_id ? { ...one, audio_enabled, video_enabled } : one,
        ),
      };
    }
    default:
      return event satisfies never;
  }
}

function withSession(view: SessionView, changes: Partial<SessionCore>): SessionView {
  return { ...view, session: { ...view.session, ...changes } };
}

function withBooking(view: SessionView, booking: Booking): SessionView {
  const mine = booking.user.id === view.account_id;
  const my_booking = mine ? { id: booking.id, status: booking.status } : view.my_booking;
  if (view.role !== 'host') return { ...view, my_booking };
  const known = view.bookings.some((one) => one.id === booking.id);
  const bookings = known
    ? view.bookings.map((one) => (one.id === booking.id ? booking : one))
    : [...view.bookings, booking];
  return { ...view, my_booking, bookings };
}
