import { z } from 'zod';
import { User } from './accounts.ts';
import { Hand, ReactionEmoji } from './hands.ts';
import { Id } from './primitives.ts';

/** POST lower_hand/: one's own where nobody is named; another's is for the host. */
export const LowerHand = z.object({ account_id: Id.optional() }).meta({ id: 'LowerHand' });

/** POST give_word/: to the first of the queue where nobody is named; null takes the word back. For the host. */
export const GiveWord = z.object({ account_id: Id.nullable().optional() }).meta({ id: 'GiveWord' });

/** Who waits for the word, in order, and who has it. */
export const HandsAnswer = z.object({ hands: z.array(Hand), word: User.nullable() }).meta({ id: 'Hands' });

export const React = z.object({ emoji: ReactionEmoji }).meta({ id: 'React' });
