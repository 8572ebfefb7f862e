import { answer, client } from './client.ts';

export const requestToJoin = (session_id: number, message: string, key: string) =>
  answer(
    client.POST('/api/sessions/{id}/bookings/', {
      params: { path: { id: String(session_id) }, header: { 'idempotency-key': key } },
      body: { message },
    }),
  );

export type BookingCommand = 'approve' | 'reject' | 'withdraw';

export const commandBooking = (booking_id: number, command: BookingCommand) =>
  answer(client.POST(`/api/bookings/{id}/${command}/`, { params: { path: { id: String(booking_id) } } }));
