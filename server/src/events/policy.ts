import type { DeliveredEvent, ViewRole } from '@lectern/contract';
import type { LoggedEvent } from './store.ts';

export interface Reader {
  account_id: number;
  role: ViewRole;
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
      return reader.role === 'host';
    case 'account':
      return reader.role === 'host' || audience.account_id === reader.account_id;
    default:
      return audience satisfies never;
  }
}
