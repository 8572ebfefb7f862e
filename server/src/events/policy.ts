import { type DeliveredEvent, moderates, type ViewRole } from '@lectern/contract';
import type { LoggedEvent } from './store.ts';

export interface Reader {
  account_id: number;
  role: ViewRole;
  sees_room: boolean;
  /** The breakout where the account is; null: in the main room, or in none. */
  breakout_id: number | null;
  /** The host, or approved. */
  may_enter: boolean;
  /** The account's latest stay in the live room, over or not. */
  stay_id: number | null;
}

/** The event as this reader may have it: whole, or its bare number. */
export function deliver({ event, audience }: LoggedEvent, reader: Reader): DeliveredEvent {
  return mayRead(audience, reader) ? event : { session_id: event.session_id, seq: event.seq, type: 'concealed' };
}

function mayRead(audience: LoggedEvent['audience'], reader: Reader): boolean {
  switch (audience.to) {
    case 'public':
      return true;
    case 'everyone':
      return reader.role !== 'outsider';
    case 'hosts':
      return moderates(reader.role);
    case 'account':
      return moderates(reader.role) || audience.account_id === reader.account_id;
    case 'room':
      return isIn(audience.breakout_id, reader);
    case 'private':
      return (
        isIn(audience.breakout_id, reader) && (reader.role === 'host' || audience.account_id === reader.account_id)
      );
    case 'breakout':
      return moderates(reader.role) || isIn(audience.breakout_id, reader);
    case 'self':
      return audience.account_id === reader.account_id;
    default:
      return audience satisfies never;
  }
}

function isIn(breakout_id: number | null, reader: Reader): boolean {
  return reader.sees_room && reader.breakout_id === breakout_id;
}

/** Whether an event may change what this account is to the session, or which room it sees: then a whole view is due. */
export function changesStanding(event: DeliveredEvent, reader: Reader): boolean {
  const isOwn = (account_id: number) => account_id === reader.account_id;
  switch (event.type) {
    case 'booking.approved':
    case 'booking.rejected':
    case 'booking.withdrawn':
      return isOwn(event.data.booking.user.id);
    case 'session.approved':
    case 'session.rejected':
      return reader.role !== 'host';
    case 'cohost.named':
    case 'cohost.dismissed':
      return isOwn(event.data.account_id);
    case 'participant.joined':
      return (
        isOwn(event.data.participant.user.id) && !(reader.sees_room && event.data.participant.breakout_id === null)
      );
    case 'participant.moved':
      return event.data.participant_id === reader.stay_id;
    case 'participant.left':
      return event.data.participant_id === reader.stay_id && !(reader.role === 'host' && reader.breakout_id === null);
    case 'session.ended':
      return reader.breakout_id !== null || (!reader.sees_room && reader.stay_id !== null);
    default:
      return false;
  }
}
