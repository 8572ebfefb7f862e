import { z } from 'zod';
import { InstantInput, PageQuery, pageOf, typedText } from './primitives.ts';
import { KeepDays } from './recording-requests.ts';
import { Session, SessionStatus } from './sessions.ts';

export const Capacity = z.int().min(1).max(10_000);
const Title = typedText(1, 200);
const Description = typedText(0, 10_000);

const endsAfterStart = (times: {
  scheduled_start?: string | null | undefined;
  scheduled_end?: string | null | undefined;
}) => !times.scheduled_start || !times.scheduled_end || times.scheduled_end > times.scheduled_start;

export const SessionCreate = z
  .object({
    title: Title,
    description: Description.default(''),
    scheduled_start: InstantInput.nullable().default(null),
    scheduled_end: InstantInput.nullable().default(null),
    capacity: Capacity.nullable().default(null),
    record_from_start: z.boolean().default(false),
    keep_recordings_days: KeepDays.default(null),
  })
  .refine((input) => input.scheduled_start !== null || input.scheduled_end === null, {
    path: ['scheduled_start'],
    message: 'is needed where there is an end',
  })
  .refine(endsAfterStart, { path: ['scheduled_end'], message: 'must be after the start' })
  .meta({ id: 'SessionCreate' });
export type SessionCreate = z.infer<typeof SessionCreate>;

/** Only what is named changes. Giving a start time to an approved session schedules it. */
export const SessionEdit = z
  .object({
    title: Title,
    description: Description,
    scheduled_start: InstantInput.nullable(),
    scheduled_end: InstantInput.nullable(),
    capacity: Capacity.nullable(),
    record_from_start: z.boolean(),
    keep_recordings_days: KeepDays,
  })
  .partial()
  .refine(endsAfterStart, { path: ['scheduled_end'], message: 'must be after the start' })
  .meta({ id: 'SessionEdit' });
export type SessionEdit = z.infer<typeof SessionEdit>;

export const SessionListQuery = z.object({
  ...PageQuery,
  /** created: mine as creator. joined: mine by a booking. open: open for requests, and not mine. */
  list: z.enum(['all', 'created', 'joined', 'open']).default('all'),
  /** Words looked for in title, description and the creator's name. */
  q: typedText(0, 200).optional(),
  status: SessionStatus.optional(),
  /** upcoming: not over, soonest first. past: over, latest first. any: both, latest first. */
  when: z.enum(['upcoming', 'past', 'any']).default('any'),
  /** Only sessions whose start (or creation, without one) is at or after `from` and before `to`. */
  from: InstantInput.optional(),
  to: InstantInput.optional(),
});
export type SessionListQuery = z.infer<typeof SessionListQuery>;

export const SessionPage = pageOf(Session).meta({ id: 'SessionPage' });
