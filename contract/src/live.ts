import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant } from './primitives.ts';

/** One stay of one account in the live room, while it lasts. */
export const Participant = z
  .object({
    id: Id,
    user: User,
    joined_at: Instant,
    /** What the media engine receives from this person now, not what a button shows. */
    audio_enabled: z.boolean(),
    video_enabled: z.boolean(),
    /** This person shares a screen: was given the right to, until it is stopped. Older events do not say it. */
    screen_enabled: z.boolean().default(false),
    /** Which breakout this person is in; null: the main room. Older events do not say it. */
    breakout_id: Id.nullable().default(null),
    /** Where they are called to and have not gone yet; null: nowhere. */
    called_to: z.object({ breakout_id: Id.nullable() }).nullable().default(null),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** A browser tab's own name for itself, made by it: tells an account's tabs and devices apart. */
export const Tab = z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _');

/** Why a stay ended. */
export const LeaveReason = z.enum(['left', 'vanished', 'removed', 'ended']);
export type LeaveReason = z.infer<typeof LeaveReason>;

/** Where the media engine is and the right to be there. The token lives minutes. */
export const MediaAccess = z
  .object({
    url: z.string(),
    token: z.string(),
    /** The room it is for: a breakout, or null for the main room. */
    breakout_id: Id.nullable(),
  })
  .meta({ id: 'MediaAccess' });
export type MediaAccess = z.infer<typeof MediaAccess>;
