import type { Booking, BookingStatus } from '@lectern/contract';

const ORDER: Record<BookingStatus, number> = { pending: 0, approved: 1, rejected: 2, withdrawn: 3 };

/** Those who wait for an answer first; within a state, who asked first. */
export function sortBookings(bookings: readonly Booking[]): Booking[] {
  return [...bookings].sort((one, other) => ORDER[one.status] - ORDER[other.status] || one.id - other.id);
}
