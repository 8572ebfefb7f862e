import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant, pageOf, typedText } from './primitives.ts';

export const BookingStatus = z.enum(['pending', 'approved', 'rejected', 'withdrawn']);
export type BookingStatus = z.infer<typeof BookingStatus>;

export const Booking = z
  .object({
    id: Id,
    session_id: Id,
    user: User,
    status: BookingStatus,
    message: z.string(),
    created_at: Instant,
    decided_at: Instant.nullable(),
  })
  .meta({ id: 'Booking' });
export type Booking = z.infer<typeof Booking>;

export const BookingCreate = z.object({ message: typedText(0, 2_000).default('') }).meta({ id: 'BookingCreate' });

export const BookingPage = pageOf(Booking).meta({ id: 'BookingPage' });
