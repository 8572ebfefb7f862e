import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant } from './primitives.ts';
import { SessionStatus } from './sessions.ts';

/** One stay of one account in the live room, while it lasts. */
export const Participant = z
  .object({
    id: Id,
    user: User,
    joined_at: Instant,
    /** What the media engine receives from this person now, not what a button shows. */
    audio_enabled: z.boolean(),
    video_enabled: z.boolean(),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** Why a stay ended. */
export const LeaveReason = z.enum(['left', 'vanished', 'removed', 'ended']);
export type LeaveReason = z.infer<typeof LeaveReason>;

/** One stay, over or not, for the list of who was there. */
export const Stay = z
  .object({ id: Id, user: User, joined_at: Instant, left_at: Instant.nullable() })
  .meta({ id: 'Stay' });
export type Stay = z.infer<typeof Stay>;

/** Where the media engine is and the right to be there. The token lives minutes. */
export const MediaAccess = z.object({ url: z.string(), token: z.string() }).meta({ id: 'MediaAccess' });
export type MediaAccess = z.infer<typeof MediaAccess>;

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

export const Attendance = z.object({ stays: z.array(Stay) });
