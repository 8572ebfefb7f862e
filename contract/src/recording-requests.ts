import { z } from 'zod';
import { Id, Instant, InstantInput, PageQuery, pageOf, typedText } from './primitives.ts';
import { ConsentChoice, Download, LONGEST_MARKER, LONGEST_RECORDING_TITLE, Recording } from './recordings.ts';

/** For how many days recordings are kept; null: until somebody deletes them. */
export const KeepDays = z.int().min(1).max(3_650).nullable();

export const ConsentChange = z
  .object({ choice: ConsentChoice, hide_name: z.boolean().default(false) })
  .meta({ id: 'ConsentChange' });
export type ConsentChange = z.infer<typeof ConsentChange>;

/** A chapter that a host sets while recording; an empty label is shown by its time. */
export const MarkerCreate = z.object({ label: typedText(0, LONGEST_MARKER).default('') }).meta({ id: 'MarkerCreate' });
export type MarkerCreate = z.infer<typeof MarkerCreate>;

/** A chapter as it was set. */
export const Marker = z.object({ recording_id: Id, label: z.string(), at: Instant }).meta({ id: 'Marker' });
export type Marker = z.infer<typeof Marker>;

/** What was captured is being made ready. */
export const RecordingStopped = z.object({ id: Id, state: z.literal('processing') }).meta({ id: 'RecordingStopped' });

/** Only what is named changes. */
export const RecordingEdit = z
  .object({
    title: typedText(0, LONGEST_RECORDING_TITLE),
    sharing: z.object({
      with: z.enum(['nobody', 'participants']),
      until: InstantInput.nullable().default(null),
      downloads: z.boolean().default(false),
    }),
    expires_at: InstantInput.nullable(),
  })
  .partial()
  .meta({ id: 'RecordingEdit' });
export type RecordingEdit = z.infer<typeof RecordingEdit>;

/** Nobody sees it any more; its files go in a moment. */
export const RecordingDeleted = z.object({ message: z.literal('Recording deleted') }).meta({ id: 'RecordingDeleted' });

export const RecordingListQuery = z.object(PageQuery);
export const RecordingPage = pageOf(Recording).meta({ id: 'RecordingPage' });
/** Those of one session, latest first. */
export const SessionRecordings = z.object({ items: z.array(Recording) }).meta({ id: 'SessionRecordings' });

/** What can be downloaded of a recording besides its chat and attendance. `tracks` is empty for all but who may manage it. */
export const Downloads = z
  .object({
    items: z.array(Download),
    tracks: z.array(
      z.object({
        clip_id: Id,
        /** The name of the file, as whoever saves it should find it. */
        name: z.string(),
        size: z.int().nonnegative(),
      }),
    ),
  })
  .meta({ id: 'Downloads' });
export type Downloads = z.infer<typeof Downloads>;
