import type { BookingStatus, RecordingState } from '@lectern/contract';
import type { Actor } from '#sessions/policy.ts';

/** What is looked at to decide who may do what with a recording. */
export interface RecordingFacts {
  state: RecordingState;
  creator_id: number;
  shared_with: 'nobody' | 'participants';
  shared_until: Date | null;
  downloads_shared: boolean;
  deleted_at: Date | null;
}

/** What one account may do with a recording. Who may see nothing of it is not to learn that it exists. */
export interface MayOfRecording {
  /** Know of it at all. */
  see: boolean;
  /** Play it, once it is ready. */
  watch: boolean;
  download: boolean;
  /** Rename, share, keep, retry, delete; and the single tracks. */
  manage: boolean;
}

const NOTHING: MayOfRecording = { see: false, watch: false, download: false, manage: false };

/**
 * The session's creator and admins manage its recordings, in whatever state they are. Who was approved for the session,
 * co-hosts too, watches what is shared with the participants, as long as it is; and downloads it where that is shared too.
 */
export function mayWithRecording(
  actor: Actor,
  booking_status: BookingStatus | null,
  recording: RecordingFacts,
  at: Date,
): MayOfRecording {
  if (recording.deleted_at !== null) return NOTHING;
  const ready = recording.state === 'ready';
  if (actor.is_admin || actor.id === recording.creator_id) {
    return { see: true, watch: ready, download: ready, manage: true };
  }
  const shared =
    recording.shared_with === 'participants' && (recording.shared_until === null || at < recording.shared_until);
  if (booking_status !== 'approved' || !shared || !ready) return NOTHING;
  return { see: true, watch: true, download: recording.downloads_shared, manage: false };
}
