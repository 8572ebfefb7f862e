import type { RecordingPhase } from '@lectern/contract';

/** What is said to everybody when a recording comes to another state. runs, isPaused: to who comes in late. */
export type RecordingNews =
  | 'runs'
  | 'isPaused'
  | 'starting'
  | 'started'
  | 'paused'
  | 'resumed'
  | 'interrupted'
  | 'stopped';

type Phase = RecordingPhase | null;

/** What to say of the phase that is now, after the one before; `undefined` before: one has only just come. */
export function recordingNews(before: Phase | undefined, now: Phase): RecordingNews | null {
  if (before === now) return null;
  switch (now) {
    case null:
      return before === undefined ? null : 'stopped';
    case 'starting':
      return 'starting';
    case 'recording':
      if (before === undefined) return 'runs';
      return before === 'paused' || before === 'interrupted' ? 'resumed' : 'started';
    case 'paused':
      return before === undefined ? 'isPaused' : 'paused';
    case 'interrupted':
      return 'interrupted';
    default:
      return now satisfies never;
  }
}
