import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant } from './primitives.ts';

export const MOST_POLLS = 50;

/** open: takes votes. closed: counted, the host sees the result. shown: everyone does. */
export const PollStatus = z.enum(['open', 'closed', 'shown']);
export type PollStatus = z.infer<typeof PollStatus>;

/** One vote of a poll with names. */
export const NamedVote = z.object({ user: User, option: z.int().nonnegative() });
export type NamedVote = z.infer<typeof NamedVote>;

/** What a poll came to so far. */
export const PollResult = z.object({
  /** Votes for each option, in the order of the options. */
  counts: z.array(z.int().nonnegative()),
  /** Who voted for what, in order of their first vote; null where the poll is anonymous. */
  votes: z.array(NamedVote).nullable(),
});
export type PollResult = z.infer<typeof PollResult>;

export const Poll = z
  .object({
    id: Id,
    session_id: Id,
    question: z.string(),
    options: z.array(z.string()),
    anonymous: z.boolean(),
    status: PollStatus,
    opened_at: Instant,
    /** The option this account voted for, by its place from 0. */
    my_option: z.int().nonnegative().nullable(),
    /** The host's at any time; for all others once it is shown. */
    result: PollResult.nullable(),
  })
  .meta({ id: 'Poll' });
export type Poll = z.infer<typeof Poll>;
