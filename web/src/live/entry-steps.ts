import type { FailureCode } from '#api/api-error.ts';

/**
 * How somebody gets into the live room. join: by the button. start: the creator starts. called_in: was waiting when it
 * started. continue: is in already (another tab, or this one before it was loaded again) and takes over here.
 */
export type Entry = 'join' | 'start' | 'called_in' | 'continue';

export type EntryRequest = 'start' | 'join' | 'take_over';

export function firstRequest(entry: Entry): EntryRequest {
  switch (entry) {
    case 'start':
      return 'start';
    case 'join':
    case 'called_in':
      return 'join';
    case 'continue':
      return 'take_over';
    default:
      return entry satisfies never;
  }
}

/** What to ask for after a refusal; null gives up and shows why. */
export function nextRequest(entry: Entry, refusal: FailureCode): EntryRequest | null {
  if (refusal === 'already_in_session') {
    // Somebody who pressed a button wants to be here; a tab that only waited must not take the room from another.
    return entry === 'called_in' ? null : 'take_over';
  }
  if (refusal === 'not_in_session') return entry === 'continue' || entry === 'start' ? 'join' : null;
  if (refusal === 'start_not_scheduled') return entry === 'start' ? 'take_over' : null;
  return null;
}
