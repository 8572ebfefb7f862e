import { z } from 'zod';
import { Booking, BookingStatus } from './bookings.ts';
import { applyToBreakouts, BreakoutsView, type Called } from './breakouts.ts';
import type { DeliveredEvent, EventData, SessionEvent } from './events.ts';
import { LeaveReason, Participant } from './live.ts';
import { applyToModeration, Moderation } from './moderation.ts';
import { Id } from './primitives.ts';
import { applyToRecording, Consent, LiveRecording } from './recordings.ts';
import { applyToRoom, RoomView } from './room-view.ts';
import { SessionCore } from './sessions.ts';
import { moderates, ViewRole } from './standing.ts';

/** All that one account sees of a session now, as of event `seq`. */
export const SessionView = z
  .object({
    seq: z.int().nonnegative(),
    /** Whose view this is. */
    account_id: Id,
    role: ViewRole,
    session: SessionCore,
    my_booking: z.object({ id: Id, status: BookingStatus }).nullable(),
    /** The host's and co-hosts': every booking, oldest first. Empty for all others. */
    bookings: z.array(Booking),
    /** The active ones, in order of joining. */
    participants: z.array(Participant),
    /** This account's latest stay: which of its tabs holds it, and why it ended, null while it lasts. */
    my_stay: z.object({ id: Id, tab: z.string().nullable(), ended: LeaveReason.nullable() }).nullable(),
    /**
     * What is shared in the room where this account is: the main room or a breakout. Null for who is in neither: before
     * they join, after they left. The host has that of the main room then, and so has who was ever in once the session
     * is over.
     */
    room: RoomView.nullable(),
    /**
     * The breakouts: hosts have them at any time, others while they are open. Null otherwise, and for outsiders.
     */
    breakouts: BreakoutsView.nullable(),
    /** What is locked for whom, who are co-hosts, whether the door is open. Null for outsiders. */
    moderation: Moderation.nullable(),
    /** What the running session is being recorded in. Null where it is not, and for outsiders. */
    recording: LiveRecording.nullable(),
    /** Who has decided what about being recorded, by account, ascending: hosts have all of them, others their own. */
    consents: z.array(Consent),
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
        my_stay: view.my_stay?.ended === null ? { ...view.my_stay, ended: 'ended' } : view.my_stay,
        room: room(view, event),
        breakouts: applyToBreakouts(view.breakouts, event, view),
      };
    case 'booking.requested':
    case 'booking.approved':
    case 'booking.rejected':
    case 'booking.withdrawn':
      return withBooking(view, event.data.booking);
    case 'participant.joined':
      return joined(view, event.data);
    case 'participant.left':
      return {
        ...view,
        participants: view.participants.filter((one) => one.id !== event.data.participant_id),
        my_stay: withMyStay(view, event.data.participant_id, { ended: event.data.reason }),
      };
    case 'participant.tab_changed':
      return { ...view, my_stay: withMyStay(view, event.data.participant_id, { tab: event.data.tab }) };
    case 'participant.moved':
      return withParticipant(view, event.data.participant_id, {
        breakout_id: event.data.breakout_id,
        called_to: null,
      });
    case 'breakouts.opened':
    case 'breakouts.assigned':
    case 'breakouts.closed':
      return { ...called(view, event.data.calls), breakouts: applyToBreakouts(view.breakouts, event, view) };
    case 'breakouts.arranged':
    case 'breakouts.timed':
    case 'help.asked':
    case 'help.resolved':
      return { ...view, breakouts: applyToBreakouts(view.breakouts, event, view) };
    case 'participant.media_changed': {
      const { participant_id, audio_enabled, video_enabled } = event.data;
      return withParticipant(view, participant_id, { audio_enabled, video_enabled });
    }
    case 'participant.muted':
    case 'participant.all_muted':
    case 'unmute.asked':
      // What came of it is told by `participant.media_changed`.
      return view;
    case 'screen.started':
      return withParticipant(view, event.data.participant_id, { screen_enabled: true });
    case 'screen.stopped':
      return withParticipant(view, event.data.participant_id, { screen_enabled: false });
    case 'screen.sharing_changed':
    case 'right.locked':
    case 'right.unlocked':
    case 'right.exempted':
    case 'right.exemption_ended':
    case 'door.closed':
    case 'door.opened':
    case 'cohost.named':
    case 'cohost.dismissed':
      return { ...view, moderation: view.moderation && applyToModeration(view.moderation, event) };
    case 'chat.posted':
    case 'chat.edited':
    case 'chat.deleted':
    case 'chat.reacted':
    case 'chat.opened':
    case 'chat.closed':
    case 'hand.raised':
    case 'hand.lowered':
    case 'hand.all_lowered':
    case 'word.given':
    case 'word.ended':
    case 'poll.opened':
    case 'poll.counted':
    case 'poll.voted':
    case 'poll.closed':
    case 'poll.shown':
    case 'board.page_added':
    case 'board.page_renamed':
    case 'board.page_removed':
    case 'board.page_cleared':
    case 'board.page_restored':
    case 'board.page_opened':
    case 'board.led':
    case 'board.lead_ended':
      return { ...view, room: room(view, event) };
    case 'recording.requested':
    case 'recording.started':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.interrupted':
    case 'recording.stopped':
    case 'recording.marked':
    case 'recording.ready':
    case 'recording.failed':
    case 'recording.retried':
    case 'recording.expired':
    case 'recording.deleted':
    case 'recording.shared':
    case 'consent.chosen':
      return { ...view, ...applyToRecording(view, event, view) };
    default:
      return event satisfies never;
  }
}

function room(view: SessionView, event: Parameters<typeof applyToRoom>[1]): RoomView | null {
  return view.room && applyToRoom(view.room, event, view);
}

function withParticipant(view: SessionView, id: number, changes: Partial<Participant>): SessionView {
  return { ...view, participants: view.participants.map((one) => (one.id === id ? { ...one, ...changes } : one)) };
}

/** A call to where one is already is none: it takes an earlier one back. */
function called(view: SessionView, calls: Called[]): SessionView {
  const to = new Map(calls.map(({ participant_id, breakout_id }) => [participant_id, breakout_id]));
  return {
    ...view,
    participants: view.participants.map((one) => {
      const breakout_id = to.get(one.id);
      if (breakout_id === undefined) return one;
      return { ...one, called_to: breakout_id === one.breakout_id ? null : { breakout_id } };
    }),
  };
}

type MyStay = NonNullable<SessionView['my_stay']>;

function withMyStay(view: SessionView, id: number, changes: Partial<MyStay>): SessionView['my_stay'] {
  return view.my_stay?.id === id ? { ...view.my_stay, ...changes } : view.my_stay;
}

function joined(view: SessionView, { participant }: EventData<'participant.joined'>): SessionView {
  const mine = participant.user.id === view.account_id;
  return {
    ...view,
    participants: [...view.participants, participant],
    my_stay: mine ? { id: participant.id, tab: null, ended: null } : view.my_stay,
  };
}

function withSession(view: SessionView, changes: Partial<SessionCore>): SessionView {
  return { ...view, session: { ...view.session, ...changes } };
}

function withBooking(view: SessionView, booking: Booking): SessionView {
  const mine = booking.user.id === view.account_id;
  const my_booking = mine ? { id: booking.id, status: booking.status } : view.my_booking;
  if (!moderates(view.role)) return { ...view, my_booking };
  const known = view.bookings.some((one) => one.id === booking.id);
  const bookings = known
    ? view.bookings.map((one) => (one.id === booking.id ? booking : one))
    : [...view.bookings, booking];
  return { ...view, my_booking, bookings };
}
