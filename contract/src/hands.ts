import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant } from './primitives.ts';

/** A raised hand. Hands are a queue: first come, first served. */
export const Hand = z.object({ user: User, raised_at: Instant }).meta({ id: 'Hand' });
export type Hand = z.infer<typeof Hand>;

/** Why a hand is down again. */
export const LowerReason = z.enum(['self', 'host', 'word', 'left', 'ended']);
export type LowerReason = z.infer<typeof LowerReason>;

/** POST lower_hand/: one's own where nobody is named; another's is for the host. */
export const LowerHand = z.object({ account_id: Id.optional() }).meta({ id: 'LowerHand' });

/** POST give_word/: to the first of the queue where nobody is named; null takes the word back. For the host. */
export const GiveWord = z.object({ account_id: Id.nullable().optional() }).meta({ id: 'GiveWord' });

/** Who waits for the word, in order, and who has it. */
export const HandsAnswer = z.object({ hands: z.array(Hand), word: User.nullable() }).meta({ id: 'Hands' });

/** Reactions that float over a tile and are gone: sent at once to everyone in the room, never kept. */
export const REACTIONS = ['👍', '👏', '❤️', '😂', '😮', '🎉', '🤔', '👎'] as const;
export const ReactionEmoji = z.enum(REACTIONS);
export type ReactionEmoji = z.infer<typeof ReactionEmoji>;

export const React = z.object({ emoji: ReactionEmoji }).meta({ id: 'React' });
