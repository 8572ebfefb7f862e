import { mayUse, moderates, type RightsSituation, type ScreenSharing, type ViewRole } from '@lectern/contract';
import type { Source } from '#media/engine.ts';

/** What somebody in the room may send now. A screen only where they asked for it and it was granted. */
export function sourcesOf(
  situation: RightsSituation,
  stay: { account_id: number; screen_since: Date | null },
): Source[] {
  const devices = (['microphone', 'camera'] as const).filter((source) => mayUse(situation, stay.account_id, source));
  return stay.screen_since === null ? devices : [...devices, 'screen'];
}

/** What becomes of those who share, when one more wants to; `refused`: not this one, while others do. */
export function onShare(
  sharing: ScreenSharing,
  role: ViewRole | null,
  others: number,
): 'beside' | 'instead' | 'refused' {
  if (sharing === 'many' || others === 0) return 'beside';
  return moderates(role) ? 'instead' : 'refused';
}
