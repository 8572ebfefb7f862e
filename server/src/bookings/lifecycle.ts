import type { BookingStatus } from '@lectern/contract';

export const bookingCommands = ['request', 'approve', 'reject', 'withdraw'] as const;
export type BookingCommand = (typeof bookingCommands)[number];

/**
 * The state that a command leads to, or null where it may not be given; `null` as a state is "no booking yet".
 * A creator may change their mind either way; who withdrew may ask again; who was rejected may not.
 */
export function nextBookingStatus(status: BookingStatus | null, command: BookingCommand): BookingStatus | null {
  switch (status) {
    case null:
    case 'withdrawn':
      return command === 'request' ? 'pending' : null;
    case 'pending':
      if (command === 'approve') return 'approved';
      if (command === 'reject') return 'rejected';
      return command === 'withdraw' ? 'withdrawn' : null;
    case 'approved':
      if (command === 'reject') return 'rejected';
      return command === 'withdraw' ? 'withdrawn' : null;
    case 'rejected':
      return command === 'approve' ? 'approved' : null;
    default:
      return status satisfies never;
  }
}
