import type { ErrorCode } from '@lectern/contract';
import type { Executor } from '#db/connect.ts';
import type { Standing } from '#sessions/standing.ts';
import { refusalToGo } from './policy.ts';
import { findAssignment, findRoom } from './store.ts';

/** Why somebody who is in the session may not go to a room now; null where they may. */
export async function whyNotTo(
  db: Executor,
  { session, role, stay, breakout_id }: Standing,
  account_id: number,
  to: number | null,
): Promise<ErrorCode | null> {
  if (to !== null && !(await findRoom(db, session.id, to))) return 'breakout_not_found';
  return refusalToGo(
    {
      role,
      is_open: session.breakouts_opened_at !== null,
      may_choose: session.breakouts_may_choose,
      may_return: session.breakouts_may_return,
      here: breakout_id,
      called_to: stay?.is_called ? { breakout_id: stay.called_to_id } : null,
      assigned: await findAssignment(db, session.id, account_id),
    },
    to,
  );
}
