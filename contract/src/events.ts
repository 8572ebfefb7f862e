import { z } from 'zod';
import { User } from './accounts.ts';
import { BoardPage } from './board.ts';
import { Booking } from './bookings.ts';
import { Arrangement, Called, HelpCall } from './breakouts.ts';
import { Message } from './chat.ts';
import { Hand, LowerReason } from './hands.ts';
import { LeaveReason, Participant } from './live.ts';
import { LockableRight, MutedSource, Right, ScreenSharing, ScreenStopReason } from './moderation.ts';
import { Poll, PollResult } from './polls.ts';
import { Id, Instant } from './primitives.ts';
import { Consent, RecordingFailure, RecordingStopReason } from './recordings.ts';
import { SessionCore, SessionStatus } from './sessions.ts';

/**
 * Who gets an event whole; all others who may see the session get its bare number.
 * public: whoever may see the session's page. everyone: the host, approved participants and admins.
 * hosts: the host and co-hosts. account: one account, and the hosts. room: who is in that room (the main room or one
 * breakout); the host, while not in a breakout, is taken to be in the main room. private: one account while in that room,
 * and the host while there. self: one account and nobody else, the host neither. breakout: who is in that breakout, and
 * the hosts wherever they are.
 */
export const Audience = z.enum(['public', 'everyone', 'hosts', 'account', 'room', 'private', 'self', 'breakout']);
export type Audience = z.infer<typeof Audience>;

const Times = SessionCore.pick({ scheduled_start: true, scheduled_end: true });

/** The data of each event, by its type. */
export const eventData = {
  'session.created': z.object({ session: SessionCore }),
  'session.edited': SessionCore.pick({
    title: true,
    description: true,
    capacity: true,
    record_from_start: true,
    keep_recordings_days: true,
  }).extend(Times.shape),
  'session.scheduled': Times,
  'session.approved': z.object({ status: SessionStatus }),
  'session.rejected': z.object({}),
  'session.cancelled': z.object({}),
  'session.expired': z.object({}),
  'session.started': z.object({ started_at: Instant }),
  'session.ended': z.object({ ended_at: Instant, reason: z.enum(['host', 'abandoned', 'limit']) }),
  'booking.requested': z.object({ booking: Booking }),
  'booking.approved': z.object({ booking: Booking }),
  'booking.rejected': z.object({ booking: Booking }),
  'booking.withdrawn': z.object({ booking: Booking }),
  'participant.joined': z.object({ participant: Participant }),
  'participant.left': z.object({ participant_id: Id, left_at: Instant, reason: LeaveReason }),
  'participant.media_changed': z.object({ participant_id: Id, audio_enabled: z.boolean(), video_enabled: z.boolean() }),
  /** For that account alone: which of its tabs holds the stay from now on; null: a client that names none. */
  'participant.tab_changed': z.object({ participant_id: Id, tab: z.string().nullable() }),
  /** Is in that room from now on, and in no other; null: the main room. */
  'participant.moved': z.object({ participant_id: Id, breakout_id: Id.nullable() }),
  /** Rooms were made, named or removed, or what holds for them was changed. */
  'breakouts.arranged': Arrangement.omit({ assignments: true }),
  /** null: to no room any more. `calls`: who is to go elsewhere by that now. */
  'breakouts.assigned': z.object({
    assignments: z.array(z.object({ account_id: Id, breakout_id: Id.nullable() })),
    calls: z.array(Called),
  }),
  'breakouts.opened': z.object({ arrangement: Arrangement, ends_at: Instant.nullable(), calls: z.array(Called) }),
  /** When they end was set, or put off. */
  'breakouts.timed': z.object({ ends_at: Instant.nullable() }),
  /** Everybody who is in one is called back to the main room. */
  'breakouts.closed': z.object({ calls: z.array(Called) }),
  'help.asked': HelpCall,
  'help.resolved': z.object({ breakout_id: Id }),
  /** A host has muted it at the media engine; the person may turn it on again where it is not locked. */
  'participant.muted': z.object({ participant_id: Id, source: MutedSource }),
  /** The same for every microphone but this account's. */
  'participant.all_muted': z.object({ except_account_id: Id }),
  /** A host asks; the person decides. */
  'unmute.asked': z.object({ account_id: Id, source: MutedSource }),
  'screen.started': z.object({ participant_id: Id }),
  'screen.stopped': z.object({ participant_id: Id, reason: ScreenStopReason }),
  'screen.sharing_changed': z.object({ sharing: ScreenSharing }),
  'right.locked': z.object({ right: LockableRight }),
  'right.unlocked': z.object({ right: LockableRight }),
  'right.exempted': z.object({ account_id: Id, right: Right }),
  'right.exemption_ended': z.object({ account_id: Id, right: Right }),
  'door.closed': z.object({}),
  'door.opened': z.object({}),
  'cohost.named': z.object({ account_id: Id }),
  'cohost.dismissed': z.object({ account_id: Id }),
  'chat.posted': z.object({ message: Message }),
  'chat.edited': z.object({ message_id: Id, text: z.string(), mentions: z.array(User), edited_at: Instant }),
  'chat.deleted': z.object({ message_id: Id, deleted_at: Instant }),
  'chat.reacted': z.object({ message_id: Id, account_id: Id, emoji: z.string(), on: z.boolean() }),
  'chat.opened': z.object({}),
  'chat.closed': z.object({}),
  'hand.raised': z.object({ hand: Hand }),
  'hand.lowered': z.object({ account_id: Id, reason: LowerReason }),
  'hand.all_lowered': z.object({}),
  'word.given': z.object({ user: User }),
  'word.ended': z.object({ account_id: Id }),
  'poll.opened': z.object({ poll: Poll }),
  /** For the host, at each vote. */
  'poll.counted': z.object({ poll_id: Id, result: PollResult }),
  /** For the voter alone. */
  'poll.voted': z.object({ poll_id: Id, option: z.int().nonnegative() }),
  'poll.closed': z.object({ poll_id: Id }),
  'poll.shown': z.object({ poll_id: Id, result: PollResult }),
  'board.page_added': z.object({ page: BoardPage }),
  'board.page_renamed': z.object({ page_id: Id, name: z.string() }),
  'board.page_removed': z.object({ page_id: Id }),
  /** All that was on it is gone, and comes back by one `board.page_restored` as long as it is not cleared again. */
  'board.page_cleared': z.object({ page_id: Id, clear_id: Id }),
  'board.page_restored': z.object({ page_id: Id, clear_id: Id }),
  /** A host turned to it. */
  'board.page_opened': z.object({ page_id: Id }),
  /** A host's board leads: the others' follow it, instead of whoever led before. */
  'board.led': z.object({ user: User }),
  'board.lead_ended': z.object({ account_id: Id }),
  /** A host pressed Record, or the session was to be recorded from the start. Nothing is written yet. */
  'recording.requested': z.object({ recording_id: Id }),
  /** A recorder is in the room: what follows is captured. After an interruption it goes on with this, too. */
  'recording.started': z.object({ recording_id: Id }),
  'recording.paused': z.object({ recording_id: Id }),
  'recording.resumed': z.object({ recording_id: Id }),
  /** The recorder was lost; what was captured until then is safe. */
  'recording.interrupted': z.object({ recording_id: Id, until: Instant }),
  'recording.stopped': z.object({ recording_id: Id, reason: RecordingStopReason }),
  /** A chapter that a host set. */
  'recording.marked': z.object({ recording_id: Id, label: z.string() }),
  'recording.ready': z.object({ recording_id: Id }),
  'recording.failed': z.object({ recording_id: Id, failure: RecordingFailure }),
  'recording.retried': z.object({ recording_id: Id }),
  'recording.expired': z.object({ recording_id: Id }),
  'recording.deleted': z.object({ recording_id: Id }),
  /** Who may watch was changed. */
  'recording.shared': z.object({ recording_id: Id }),
  'consent.chosen': Consent,
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

const envelope = <T extends EventType, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    session_id: Id,
    seq: z.int().positive(),
    at: Instant,
    /** The account that did it; null where the clock or the media engine did. */
    actor_id: Id.nullable(),
    type: z.literal(type),
    data,
  });

/** One fact that happened in a session. */
export const SessionEvent = z
  .discriminatedUnion('type', [
    envelope('session.created', eventData['session.created']),
    envelope('session.edited', eventData['session.edited']),
    envelope('session.scheduled', eventData['session.scheduled']),
    envelope('session.approved', eventData['session.approved']),
    envelope('session.rejected', eventData['session.rejected']),
    envelope('session.cancelled', eventData['session.cancelled']),
    envelope('session.expired', eventData['session.expired']),
    envelope('session.started', eventData['session.started']),
    envelope('session.ended', eventData['session.ended']),
    envelope('booking.requested', eventData['booking.requested']),
    envelope('booking.approved', eventData['booking.approved']),
    envelope('booking.rejected', eventData['booking.rejected']),
    envelope('booking.withdrawn', eventData['booking.withdrawn']),
    envelope('participant.joined', eventData['participant.joined']),
    envelope('participant.left', eventData['participant.left']),
    envelope('participant.media_changed', eventData['participant.media_changed']),
    envelope('participant.tab_changed', eventData['participant.tab_changed']),
    envelope('participant.moved', eventData['participant.moved']),
    envelope('breakouts.arranged', eventData['breakouts.arranged']),
    envelope('breakouts.assigned', eventData['breakouts.assigned']),
    envelope('breakouts.opened', eventData['breakouts.opened']),
    envelope('breakouts.timed', eventData['breakouts.timed']),
    envelope('breakouts.closed', eventData['breakouts.closed']),
    envelope('help.asked', eventData['help.asked']),
    envelope('help.resolved', eventData['help.resolved']),
    envelope('participant.muted', eventData['participant.muted']),
    envelope('participant.all_muted', eventData['participant.all_muted']),
    envelope('unmute.asked', eventData['unmute.asked']),
    envelope('screen.started', eventData['screen.started']),
    envelope('screen.stopped', eventData['screen.stopped']),
    envelope('screen.sharing_changed', eventData['screen.sharing_changed']),
    envelope('right.locked', eventData['right.locked']),
    envelope('right.unlocked', eventData['right.unlocked']),
    envelope('right.exempted', eventData['right.exempted']),
    envelope('right.exemption_ended', eventData['right.exemption_ended']),
    envelope('door.closed', eventData['door.closed']),
    envelope('door.opened', eventData['door.opened']),
    envelope('cohost.named', eventData['cohost.named']),
    envelope('cohost.dismissed', eventData['cohost.dismissed']),
    envelope('chat.posted', eventData['chat.posted']),
    envelope('chat.edited', eventData['chat.edited']),
    envelope('chat.deleted', eventData['chat.deleted']),
    envelope('chat.reacted', eventData['chat.reacted']),
    envelope('chat.opened', eventData['chat.opened']),
    envelope('chat.closed', eventData['chat.closed']),
    envelope('hand.raised', eventData['hand.raised']),
    envelope('hand.lowered', eventData['hand.lowered']),
    envelope('hand.all_lowered', eventData['hand.all_lowered']),
    envelope('word.given', eventData['word.given']),
    envelope('word.ended', eventData['word.ended']),
    envelope('poll.opened', eventData['poll.opened']),
    envelope('poll.counted', eventData['poll.counted']),
    envelope('poll.voted', eventData['poll.voted']),
    envelope('poll.closed', eventData['poll.closed']),
    envelope('poll.shown', eventData['poll.shown']),
    envelope('board.page_added', eventData['board.page_added']),
    envelope('board.page_renamed', eventData['board.page_renamed']),
    envelope('board.page_removed', eventData['board.page_removed']),
    envelope('board.page_cleared', eventData['board.page_cleared']),
    envelope('board.page_restored', eventData['board.page_restored']),
    envelope('board.page_opened', eventData['board.page_opened']),
    envelope('board.led', eventData['board.led']),
    envelope('board.lead_ended', eventData['board.lead_ended']),
    envelope('recording.requested', eventData['recording.requested']),
    envelope('recording.started', eventData['recording.started']),
    envelope('recording.paused', eventData['recording.paused']),
    envelope('recording.resumed', eventData['recording.resumed']),
    envelope('recording.interrupted', eventData['recording.interrupted']),
    envelope('recording.stopped', eventData['recording.stopped']),
    envelope('recording.marked', eventData['recording.marked']),
    envelope('recording.ready', eventData['recording.ready']),
    envelope('recording.failed', eventData['recording.failed']),
    envelope('recording.retried', eventData['recording.retried']),
    envelope('recording.expired', eventData['recording.expired']),
    envelope('recording.deleted', eventData['recording.deleted']),
    envelope('recording.shared', eventData['recording.shared']),
    envelope('consent.chosen', eventData['consent.chosen']),
  ])
  .meta({ id: 'SessionEvent' });
export type SessionEvent = z.infer<typeof SessionEvent>;

/** The bare number of an event that is not for this reader, so that the numbering stays whole. */
export const ConcealedEvent = z
  .object({ session_id: Id, seq: z.int().positive(), type: z.literal('concealed') })
  .meta({ id: 'ConcealedEvent' });
export type ConcealedEvent = z.infer<typeof ConcealedEvent>;

export const DeliveredEvent = z.union([SessionEvent, ConcealedEvent]);
export type DeliveredEvent = z.infer<typeof DeliveredEvent>;

export const EventsAnswer = z.object({ events: z.array(DeliveredEvent), seq: z.int().nonnegative() });
