import { type DeliveredEvent, moderates, type ViewRole } from '@lectern/contract';
import type { LoggedEvent } from './store.ts';

export interface Reader {
  account_id: number;
  role: ViewRole;
  sees_room: boolean;
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
      return reader.sees_room;
    case 'private':
      return reader.sees_room && (reader.role === 'host' || audience.account_id === reader.account_id);
    case 'self':
      return audience.account_id === reader.account_id;
    default:
      return audience satisfies never;
  }
}

/** Whether an event may change what this account is to the session, or whether it sees the room: then a whole view is due. */
export function changesStanding(event: DeliveredEvent, reader: Reader): boolean {
  switch (event.type) {
    case 'booking.approved':
    case 'booking.rejected':
    case 'booking.withdrawn':
      return event.data.booking.user.id === reader.account_id;
    case 'session.approved':
    case 'session.rejected':
      return reader.role !== 'host';
    case 'cohost.named':
    case 'cohost.dismissed':
      return event.data.account_id === reader.account_id;
    case 'participant.joined':
      return !reader.sees_room && event.data.participant.user.id === reader.account_id;
    case 'participant.left':
      return reader.role !== 'host' && event.data.participant_id === reader.stay_id;
    case 'session.ended':
      return !reader.sees_room && reader.stay_id !== null;
    default:
      return false;
  }
}
