import type { ErrorCode } from '@lectern/contract';
import type { Executor } from '#db/connect.ts';
import type { Standing } from '#sessions/standing.ts';
import { type Goer, refusalToGo, refusalToWait } from './policy.ts';
import { findAssignment, findRoom } from './store.ts';

/** Why somebody who is in the session may not do something about a room now; null where they may. */
export type WhyNot = (
  db: Executor,
  standing: Standing,
  account_id: number,
  to: number | null,
) => Promise<ErrorCode | null>;

/** Why they may not go there. */
export const whyNotTo: WhyNot = by(refusalToGo);

/** Why they may not connect there beforehand, without any right. */
export const whyNotWait: WhyNot = by(refusalToWait);

function by(refusal: (goer: Goer, to: number | null) => ErrorCode | null): WhyNot {
  return async (db, { session, role, stay, breakout_id }, account_id, to) => {
    if (to !== null && !(await findRoom(db, session.id, to))) return 'breakout_not_found';
    return refusal(
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
  };
}
