import { z } from 'zod';
import { User } from './accounts.ts';
import { MediaAccess, Participant, Tab } from './live.ts';
import { Id, Instant } from './primitives.ts';
import { SessionStatus } from './sessions.ts';

/** Which tab comes in: start/, join_live/ and media_token/ take it, and do without. */
export const Entering = z.object({ tab: Tab.optional() }).meta({ id: 'Entering' });

/** POST media_token/: a tab that does not hold the stay is refused, unless it takes over. */
export const MediaTokenRequest = Entering.extend({ take_over: z.boolean().default(false) }).meta({
  id: 'MediaTokenRequest',
});

export const StartAnswer = z.object({
  message: z.literal('Session started successfully'),
  session: z.object({ id: Id, status: SessionStatus, started_at: Instant, participants: z.int() }),
  media: MediaAccess,
});

export const EndAnswer = z.object({
  message: z.literal('Session ended successfully'),
  session: z.object({ id: Id, status: SessionStatus, ended_at: Instant }),
});

export const JoinAnswer = z.object({
  message: z.literal('Joined live session successfully'),
  session: z.object({ id: Id, participants: z.int() }),
  media: MediaAccess,
});

export const LeaveAnswer = z.object({ message: z.literal('Left live session successfully') });

export const LiveParticipants = z.object({ participants: z.array(Participant) });

/** One time that somebody was there, as people read it: returns within `SAME_STAY` are the same stay. */
export const Stay = z.object({ joined_at: Instant, left_at: Instant.nullable() });
export type Stay = z.infer<typeof Stay>;

/** A gap shorter than this, in milliseconds, does not end a stay in the list that people read. */
export const SAME_STAY = 30_000;

/** One person's part in a session. `seconds`: how long they were connected, all together; until now where they still are. */
export const Attended = z
  .object({ user: User, stays: z.array(Stay).min(1), seconds: z.int().nonnegative() })
  .meta({ id: 'Attended' });
export type Attended = z.infer<typeof Attended>;

/** In order of coming. The host and admins get everybody, a participant gets the own line. */
export const Attendance = z.object({ people: z.array(Attended) }).meta({ id: 'Attendance' });
