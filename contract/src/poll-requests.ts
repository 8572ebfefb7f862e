import { z } from 'zod';
import { Poll } from './polls.ts';
import { typedText } from './primitives.ts';

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
