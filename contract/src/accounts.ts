import { z } from 'zod';
import { Id } from './primitives.ts';

/** An account as others see it. */
export const User = z
  .object({ id: Id, first_name: z.string(), last_name: z.string(), username: z.string() })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const Me = User.extend({ email: z.string(), is_admin: z.boolean() }).meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
