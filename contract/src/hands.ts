import { z } from 'zod';
import { User } from './accounts.ts';
import { Instant } from './primitives.ts';

/** A raised hand. Hands are a queue: first come, first served. */
export const Hand = z.object({ user: User, raised_at: Instant }).meta({ id: 'Hand' });
export type Hand = z.infer<typeof Hand>;

/** Why a hand is down again. moved: its owner went to another room. */
export const LowerReason = z.enum(['self', 'host', 'word', 'left', 'moved', 'ended']);
export type LowerReason = z.infer<typeof LowerReason>;

/** Reactions that float over a tile and are gone: sent at once to everyone in the room, never kept. */
export const REACTIONS = ['👍', '👏', '❤️', '😂', '😮', '🎉', '🤔', '👎'] as const;
export const ReactionEmoji = z.enum(REACTIONS);
export type ReactionEmoji = z.infer<typeof ReactionEmoji>;
