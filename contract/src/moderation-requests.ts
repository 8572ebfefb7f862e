import { z } from 'zod';
import { Moderation, MutedSource, Right, ScreenSharing } from './moderation.ts';
import { Id } from './primitives.ts';

/** PATCH /api/sessions/{id}/moderation/: only what is named changes. */
export const ModerationEdit = z
  .object({
    door_open: z.boolean(),
    screen_sharing: ScreenSharing,
    locks: z
      .object({
        microphone: z.boolean(),
        camera: z.boolean(),
        screen: z.boolean(),
        hand: z.boolean(),
        board: z.boolean(),
      })
      .partial(),
  })
  .partial()
  .meta({ id: 'ModerationEdit' });
export type ModerationEdit = z.infer<typeof ModerationEdit>;

/** POST exemptions/: this account may use the right although it is locked, or may no longer. */
export const ExemptionChange = z.object({ account_id: Id, right: Right, on: z.boolean() }).meta({
  id: 'ExemptionChange',
});
export type ExemptionChange = z.infer<typeof ExemptionChange>;

/** POST cohosts/ */
export const CohostChange = z.object({ account_id: Id, on: z.boolean() }).meta({ id: 'CohostChange' });

/** POST live_participants/{participant_id}/mute/ and ask_unmute/ */
export const MuteRequest = z.object({ source: MutedSource.default('microphone') }).meta({ id: 'MuteRequest' });

export const MuteAnswer = z.object({ message: z.literal('Participant muted') });
export const MuteAllAnswer = z.object({ message: z.literal('All participants muted') });
export const AskUnmuteAnswer = z.object({ message: z.literal('Participant asked to unmute') });
export const RemoveAnswer = z.object({ message: z.literal('Participant removed') });
export const ShareScreenAnswer = z.object({ message: z.literal('You may share your screen') });
export const StopScreenAnswer = z.object({ message: z.literal('Screen sharing stopped') });
export const ModerationAnswer = Moderation;
