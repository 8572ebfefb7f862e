import type { Judgement } from './incoming.ts';

/** One repair. `since` is when its stage began. */
export interface Repair {
  /** asking: that microphone is asked for, or sent, anew. renewing: the whole connection is made anew. failed: neither helped. */
  stage: 'asking' | 'renewing' | 'failed';
  since: number;
}

/** How things are with what is repaired. unclear: nothing tells, as while its person is silent. */
export type Progress = 'back' | 'unclear' | 'lacking';

/** How long each stage may take until the sound must be there, in milliseconds. */
const ASKING_FOR = 7_000;
const RENEWING_FOR = 15_000;
/** What nothing tells of for so long is let be. */
const UNCLEAR_FOR = 15_000;

/** How a repair goes on; null where there is nothing to repair any more. */
export function nextRepair({ stage, since }: Repair, progress: Progress, now: number): Repair | null {
  if (progress === 'back') return null;
  switch (stage) {
    case 'asking':
      if (progress === 'unclear') return now - since < UNCLEAR_FOR ? { stage, since } : null;
      return now - since < ASKING_FOR ? { stage, since } : { stage: 'renewing', since: now };
    case 'renewing':
      if (now - since < RENEWING_FOR) return { stage, since };
      return progress === 'lacking' ? { stage: 'failed', since: now } : null;
    case 'failed':
      return { stage, since };
    default:
      return stage satisfies never;
  }
}

/** `judgement` is undefined where the microphone is off, or nothing is known of anybody, as between two connections. */
export function progressOf(judgement: Judgement | undefined, connected: boolean): Progress {
  if (!judgement) return connected ? 'back' : 'unclear';
  const { missing, lack, lacking, arriving } = judgement;
  if (lacking > 0) return 'lacking';
  // After a new connection everything is judged anew, and nothing lacks yet: that is no proof.
  return !missing && lack === null && arriving > 0 ? 'back' : 'unclear';
}
