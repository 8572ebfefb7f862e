import type { SessionView } from '@lectern/contract';
import { exempt } from '#moderation/who-may.ts';

/** Who draws beside the hosts. */
export const DRAWERS = ['all', 'some', 'hosts'] as const;
export type Drawers = (typeof DRAWERS)[number];

/** Who draws as things are. `naming`: a host is about to name some, and may not have named one yet. */
export function drawersOf(view: SessionView, naming: boolean): Drawers {
  if (!view.moderation?.locks.includes('board')) return 'all';
  return naming || exempt(view, 'board').length > 0 ? 'some' : 'hosts';
}
