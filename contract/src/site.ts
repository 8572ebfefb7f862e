import { z } from 'zod';
import { KeepDays } from './recording-requests.ts';
import { SessionStatus } from './sessions.ts';

/** What everybody may know of the site, signed in or not. */
export const Site = z
  .object({
    /** No account exists yet: the first one becomes the admin. */
    is_empty: z.boolean(),
    /** New sessions wait for an admin. */
    sessions_need_approval: z.boolean(),
    /** For how many days recordings are kept where their session says nothing else; null: until somebody deletes them. */
    keep_recordings_days: z.int().nullable(),
  })
  .meta({ id: 'Site' });
export type Site = z.infer<typeof Site>;

/** Only what is named changes. */
export const SiteEdit = z
  .object({ sessions_need_approval: z.boolean(), keep_recordings_days: KeepDays })
  .partial()
  .meta({ id: 'SiteEdit' });
export type SiteEdit = z.infer<typeof SiteEdit>;

/** The accounts a demo site is filled with; the passwords are made anew for each site and shown once. */
export const DemoAnswer = z
  .object({
    accounts: z.array(
      z.object({
        username: z.string(),
        email: z.string(),
        password: z.string(),
        role: z.enum(['instructor', 'learner']),
      }),
    ),
    sessions: z.array(z.object({ id: z.int(), title: z.string(), status: SessionStatus })),
  })
  .meta({ id: 'Demo' });
export type DemoAnswer = z.infer<typeof DemoAnswer>;

/** degraded: everything works, though slower, as Redis is away. */
export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  parts: z.record(z.string(), z.enum(['ok', 'unavailable'])).optional(),
});
