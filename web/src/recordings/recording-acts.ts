import type { Recording } from '@lectern/contract';

export type RecordingAct = 'rename' | 'share' | 'keep' | 'download' | 'delete';

/** What an account may do with a recording, in the state it is in. */
export function recordingActs({ state, may }: Pick<Recording, 'state' | 'may'>): RecordingAct[] {
  const acts: RecordingAct[] = [];
  const lasts = state === 'processing' || state === 'ready';
  if (may.manage && state !== 'expired') acts.push('rename');
  if (may.manage && lasts) acts.push('share', 'keep');
  if ((may.download || may.manage) && state === 'ready') acts.push('download');
  // While it is being recorded it has to be stopped first.
  if (may.manage && state !== 'recording') acts.push('delete');
  return acts;
}
