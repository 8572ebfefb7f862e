import { type BookingStatus, moderates, OVER, type Participant, type SessionView } from '@lectern/contract';
import type { FailureCode } from '#api/api-error.ts';
import type { Membership } from './membership.ts';
import type { OpenFeed, SessionFeed } from './session-store.ts';

/** What the waiting room offers as the way in. door: none, until the door is opened. */
export type WayIn = 'wait' | 'start' | 'join' | 'continue' | 'door';

/** Which of its faces the live page shows, with what that face needs. */
export type LiveFace =
  | { face: 'loading'; lost: boolean }
  | { face: 'signed_out' }
  | { face: 'outdated' }
  | { face: 'refused'; code: FailureCode }
  | { face: 'no_booking'; booking: Exclude<BookingStatus, 'approved'> | null; feed: OpenFeed }
  | { face: 'called_off'; why: 'cancelled' | 'expired'; feed: OpenFeed }
  | { face: 'full'; feed: OpenFeed }
  | { face: 'waiting'; way_in: WayIn; refusal: FailureCode | null; feed: OpenFeed }
  | { face: 'live'; feed: OpenFeed }
  | { face: 'elsewhere'; feed: OpenFeed }
  | { face: 'ended'; feed: OpenFeed };

export function liveFace(signed_in: boolean, feed: SessionFeed, membership: Membership): LiveFace {
  if (!signed_in) return { face: 'signed_out' };
  switch (feed.kind) {
    case 'loading':
      return { face: 'loading', lost: feed.lost };
    case 'outdated':
      return { face: 'outdated' };
    case 'refused':
      return feed.code === 'not_authenticated' ? { face: 'signed_out' } : { face: 'refused', code: feed.code };
    case 'open':
      return openFace(feed, membership);
    default:
      return feed satisfies never;
  }
}

function openFace(feed: OpenFeed, membership: Membership): LiveFace {
  const { view } = feed;
  const { status } = view.session;
  if (status === 'completed') return { face: 'ended', feed };
  if (status === 'cancelled' || status === 'expired') return { face: 'called_off', why: status, feed };
  if (!mayEnter(view)) return { face: 'no_booking', booking: notApproved(view), feed };
  switch (membership.kind) {
    // Drawn while the server answers, since nothing else can be done then; who is refused is back in the waiting room.
    case 'entering':
    case 'inside':
      return { face: 'live', feed };
    case 'elsewhere':
      return { face: 'elsewhere', feed };
    case 'outside': {
      const { refusal } = membership;
      if (refusal === 'session_full') return { face: 'full', feed };
      // The door has a text of its own, for as long as it is closed.
      const way_in = wayIn(view, refusal);
      return { face: 'waiting', way_in, refusal: refusal === 'door_closed' ? null : refusal, feed };
    }
    default:
      return membership satisfies never;
  }
}

function wayIn(view: SessionView, refusal: FailureCode | null): WayIn {
  if (view.session.status === 'scheduled') return moderates(view.role) ? 'start' : 'wait';
  if (view.session.status !== 'ongoing') return 'wait';
  if (isHere(view)) return 'continue';
  return isShutOut(view) || (refusal === 'door_closed' && !view.moderation?.door_open) ? 'door' : 'join';
}

/** The creator, and whoever was approved. An admin may look on, but takes part only like everybody else. */
export function mayEnter(view: SessionView): boolean {
  return view.role === 'host' || view.my_booking?.status === 'approved';
}

/** The door is closed, and this account is outside. Whoever lost their connection may try: the server knows since when. */
export function isShutOut(view: SessionView): boolean {
  if (view.moderation?.door_open !== false || moderates(view.role) || isHere(view)) return false;
  return view.my_stay?.ended !== 'vanished';
}

/** This account is in the live room, in this tab or another. */
export function isHere(view: SessionView): boolean {
  return myStay(view) !== undefined;
}

export function myStay(view: SessionView): Participant | undefined {
  return view.participants.find((one) => one.user.id === view.account_id);
}

/** Whether the media connection should stand beforehand, without any right. */
export function mayWarm(view: SessionView): boolean {
  const { status } = view.session;
  return mayEnter(view) && !OVER.includes(status) && (status === 'scheduled' || status === 'ongoing') && !isHere(view);
}

function notApproved(view: SessionView): Exclude<BookingStatus, 'approved'> | null {
  const status = view.my_booking?.status ?? null;
  return status === 'approved' ? null : status;
}
