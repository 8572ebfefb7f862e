import type { Booking } from '@lectern/contract';
import { send } from './send.ts';

export const requestToJoin = (sessionId: number, message: string, key: string) =>
  send<Booking>('POST', `/api/sessions/${sessionId}/bookings/`, {
    body: { message },
    headers: { 'idempotency-key': key },
  });

export type BookingCommand = 'approve' | 'reject' | 'withdraw';

export const commandBooking = (bookingId: number, command: BookingCommand) =>
  send<Booking>('POST', `/api/bookings/${bookingId}/${command}/`);
