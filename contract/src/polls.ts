import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant, typedText } from './primitives.ts';

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

export const PollCreate = z
  .object({
    question: typedText(1, 500),
    options: z
      .array(typedText(1, 200))
      .min(2)
      .max(10)
      .refine((options) => new Set(options).size === options.length, 'must differ from each other'),
    anonymous: z.boolean().default(false),
  })
  .meta({ id: 'PollCreate' });
export type PollCreate = z.infer<typeof PollCreate>;

export const PollVote = z.object({ option: z.int().min(0).max(9) }).meta({ id: 'PollVote' });

export const PollList = z.object({ items: z.array(Poll) }).meta({ id: 'PollList' });
