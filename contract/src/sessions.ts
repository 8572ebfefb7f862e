import { z } from 'zod';
import { User } from './accounts.ts';
import { BookingStatus } from './bookings.ts';
import { Id, Instant } from './primitives.ts';

export const SessionStatus = z.enum([
  'pending_approval',
  'approved',
  'scheduled',
  'ongoing',
  'completed',
  'cancelled',
  'expired',
]);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** The states that nothing leads out of. */
export const OVER: readonly SessionStatus[] = ['completed', 'cancelled', 'expired'];

/** What is the same about a session for everybody who may see it. */
export const SessionCore = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  status: SessionStatus,
  scheduled_start: Instant.nullable(),
  scheduled_end: Instant.nullable(),
  capacity: z.int().nullable(),
  creator: User,
  created_at: Instant,
  started_at: Instant.nullable(),
  ended_at: Instant.nullable(),
  /** Recorded from its start on. Older events say neither this nor how long its recordings are kept. */
  record_from_start: z.boolean().default(false),
  /** For how many days its recordings are kept; null: as long as the site keeps them. */
  keep_recordings_days: z.int().nullable().default(null),
});
export type SessionCore = z.infer<typeof SessionCore>;

/** A session as one account sees it: with its own booking and the two counts. */
export const Session = SessionCore.extend({
  my_booking: z.object({ id: Id, status: BookingStatus }).nullable(),
  /** Active in the live room now. */
  participants: z.int().nonnegative(),
  /** Approved bookings. */
  approved: z.int().nonnegative(),
}).meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
