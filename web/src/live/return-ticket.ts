import type { LeaveReason, MediaAccess } from '@lectern/contract';
import { type FailureCode, failureCode } from '#api/api-error.ts';
import { joinLive, mediaToken } from '#api/live.ts';
import { afterDropped, afterRefusedReturn } from './media-loss.ts';
import { pause } from './pause.ts';
import { retryDelay } from './retry-delay.ts';
import { thisTab } from './this-tab.ts';

/** How long to wait for the server's word on why it does not list us any more, in milliseconds. */
const WORD_PATIENCE = 2_000;

export interface ReturnParts {
  session_id: number;
  /** Whether the person still wants to be in. */
  isInside: () => boolean;
  /** Whether the view is up to date and does not list us. */
  isUnlisted: () => boolean;
  /** Why our stay ended, where that is known. */
  lastLeft: () => LeaveReason | null;
  /** Whether the connection that stands has its rights already, and is to that room. */
  hasRights: (access: MediaAccess) => Promise<boolean>;
  /** Waits before the next try, unless there is reason to try at once. */
  pause: (milliseconds: number) => Promise<void>;
  connect: (access: MediaAccess) => Promise<void>;
}

/** What came of trying: back in, another tab is in, or out and perhaps why. */
export type Return = { kind: 'back' } | { kind: 'elsewhere' } | { kind: 'out'; refusal: FailureCode | null };

/** Tries until the media is back, the server says no, or the person leaves. */
export async function keepReturning(parts: ReturnParts): Promise<Return> {
  for (let attempt = 0; parts.isInside(); attempt++) {
    await parts.pause(retryDelay(attempt, Math.random()));
    if (!parts.isInside()) break;
    try {
      const access = await returnTicket(parts);
      if (access === null) return { kind: 'out', refusal: null };
      if (!(await parts.hasRights(access)) && parts.isInside()) await parts.connect(access);
      break;
    } catch (error) {
      const code = failureCode(error);
      const after = afterRefusedReturn(code);
      if (after === 'give_way') return { kind: 'elsewhere' };
      if (after === 'stay_out') return { kind: 'out', refusal: code };
    }
  }
  return { kind: 'back' };
}

/** A fresh token; where the server dropped us as vanished, by joining again. Null: we are out for another reason. */
async function returnTicket({ session_id, isInside, isUnlisted, lastLeft }: ReturnParts) {
  try {
    return await mediaToken(session_id, thisTab(), false);
  } catch (error) {
    if (afterRefusedReturn(failureCode(error)) !== 'rejoin') throw error;
  }
  // The refusal may be here before the event that says why.
  for (let waited = 0; waited < WORD_PATIENCE && !isUnlisted(); waited += 50) await pause(50);
  if (!isInside() || afterDropped(lastLeft()) === 'stay_out') return null;
  const { media }: { media: MediaAccess } = await joinLive(session_id, thisTab());
  return media;
}
