import { z } from 'zod';
import type { SessionEvent } from './events.ts';
import { Id, Instant } from './primitives.ts';
import { moderates, type ViewRole } from './standing.ts';

export const LONGEST_RECORDING_TITLE = 200;
export const LONGEST_MARKER = 100;

/**
 * What is being done of a running session's recording. starting: a host pressed Record, and nothing is written yet.
 * interrupted: the recorder was lost, and another one is on its way.
 */
export const RecordingPhase = z.enum(['starting', 'recording', 'paused', 'interrupted']);
export type RecordingPhase = z.infer<typeof RecordingPhase>;

/** The recording that a running session is being captured in. */
export const LiveRecording = z
  .object({
    id: Id,
    phase: RecordingPhase,
    /** When the first of it was written; null while it is still starting. */
    started_at: Instant.nullable(),
  })
  .meta({ id: 'LiveRecording' });
export type LiveRecording = z.infer<typeof LiveRecording>;

export const ConsentChoice = z.enum(['recorded', 'not_recorded']);
export type ConsentChoice = z.infer<typeof ConsentChoice>;

/** What one person decided about being recorded in this session. Who decided nothing is not recorded. */
export const Consent = z
  .object({
    account_id: Id,
    choice: ConsentChoice,
    /** Shown without a name wherever a recording would name them: in its chat, its list of people, its chapters. */
    hide_name: z.boolean(),
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof Consent>;

/** Why a recording came to its end. lost: no recorder could go on with it. */
export const RecordingStopReason = z.enum(['host', 'session_ended', 'disk_full', 'lost']);
export type RecordingStopReason = z.infer<typeof RecordingStopReason>;

/** What of the recordings is part of a session's view. */
export interface RecordingPart {
  recording: LiveRecording | null;
  consents: Consent[];
}

/** Those events that change it. */
export type RecordingEvent = Extract<SessionEvent, { type: `recording.${string}` | 'consent.chosen' }>;

/** Folds one event into it; changes nothing of what it was given. */
export function applyToRecording(
  part: RecordingPart,
  event: RecordingEvent,
  viewer: { role: ViewRole; account_id: number },
): RecordingPart {
  switch (event.type) {
    case 'recording.requested':
      return { ...part, recording: { id: event.data.recording_id, phase: 'starting', started_at: null } };
    case 'recording.started':
    case 'recording.resumed':
      return withPhase(part, event, 'recording', event.at);
    case 'recording.paused':
      return withPhase(part, event, 'paused');
    case 'recording.interrupted':
      return withPhase(part, event, 'interrupted');
    case 'recording.stopped':
      return part.recording?.id === event.data.recording_id ? { ...part, recording: null } : part;
    case 'consent.chosen': {
      const consent = event.data;
      if (!moderates(viewer.role) && consent.account_id !== viewer.account_id) return part;
      const others = part.consents.filter((one) => one.account_id !== consent.account_id);
      return { ...part, consents: [...others, consent].sort((one, other) => one.account_id - other.account_id) };
    }
    case 'recording.marked':
    case 'recording.ready':
    case 'recording.failed':
    case 'recording.retried':
    case 'recording.expired':
    case 'recording.deleted':
    case 'recording.shared':
      // What came of them is in the list of recordings, which is read anew.
      return part;
    default:
      return event satisfies never;
  }
}

function withPhase(
  part: RecordingPart,
  event: { data: { recording_id: number } },
  phase: RecordingPhase,
  first_at: string | null = null,
): RecordingPart {
  const { recording } = part;
  if (recording?.id !== event.data.recording_id) return part;
  return { ...part, recording: { ...recording, phase, started_at: recording.started_at ?? first_at } };
}

/** What a recording is. processing: it was stopped, and is made fit to be watched. expired: its time has run out, and its files are gone. */
export const RecordingState = z.enum(['recording', 'processing', 'ready', 'failed', 'expired']);
export type RecordingState = z.infer<typeof RecordingState>;

/** Why one failed. empty: nothing was written. files_missing: what was written is not where it was put. */
export const RecordingFailure = z.enum(['empty', 'files_missing', 'internal']);
export type RecordingFailure = z.infer<typeof RecordingFailure>;

/** Who besides the creator and admins may watch. */
export const RecordingSharing = z.object({
  with: z.enum(['nobody', 'participants']),
  /** Until when; null: as long as it is there. */
  until: Instant.nullable(),
  /** Whether they may download it too. */
  downloads: z.boolean(),
});
export type RecordingSharing = z.infer<typeof RecordingSharing>;

/** What was captured of a session, as one account may know of it. */
export const Recording = z
  .object({
    id: Id,
    session: z.object({ id: Id, title: z.string() }),
    /** Empty: shown by its session's title. */
    title: z.string(),
    state: RecordingState,
    /** Null but where it failed. */
    failure: RecordingFailure.nullable(),
    /** Why the capture came to its end; null while it goes on. */
    stopped: RecordingStopReason.nullable(),
    /** How often the recorder was lost and another one went on: each leaves out some seconds. */
    interruptions: z.int().nonnegative(),
    started_at: Instant.nullable(),
    ended_at: Instant.nullable(),
    /** Seconds, without the pauses; null until it is ready. */
    duration: z.number().nonnegative().nullable(),
    /** Bytes of all its files; null until it is ready. */
    size: z.int().nonnegative().nullable(),
    has_poster: z.boolean(),
    /** When it is deleted by itself; null: never. */
    expires_at: Instant.nullable(),
    sharing: RecordingSharing,
    may: z.object({
      download: z.boolean(),
      /** Rename, share, keep, retry, delete. */
      manage: z.boolean(),
    }),
  })
  .meta({ id: 'Recording' });
export type Recording = z.infer<typeof Recording>;

/** video: one MP4 of all. audio: the sound alone, M4A. Both are made on demand. */
export const DownloadKind = z.enum(['video', 'audio']);
export type DownloadKind = z.infer<typeof DownloadKind>;

/** Why one could not be made. no_ffmpeg: there is no ffmpeg on the machine that makes them. */
export const DownloadFailure = z.enum(['no_ffmpeg', 'storage_full', 'internal']);
export type DownloadFailure = z.infer<typeof DownloadFailure>;

export const Download = z
  .object({
    kind: DownloadKind,
    /** waiting: for its turn, or for a running class to need less of the machine. */
    state: z.enum(['none', 'waiting', 'composing', 'ready', 'failed']),
    /** Percent. */
    progress: z.int().min(0).max(100),
    failure: DownloadFailure.nullable(),
    /** Bytes; null until it is ready. */
    size: z.int().nonnegative().nullable(),
  })
  .meta({ id: 'Download' });
export type Download = z.infer<typeof Download>;
