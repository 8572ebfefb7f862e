import { moderates } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { Standing } from '#sessions/standing.ts';
import { findAssignment, findRoom } from './store.ts';

/**
 * In which room somebody is who comes in: where they were, if they were here since the breakouts were opened; else where
 * they are assigned. Null: the main room.
 */
export async function roomOnEntry(
  tx: Tx,
  { session, stay, role }: Standing,
  account_id: number,
): Promise<number | null> {
  const { breakouts_opened_at } = session;
  if (breakouts_opened_at === null) return null;
  const wasHere = stay?.left_at && stay.left_at >= breakouts_opened_at;
  const room = wasHere ? stay.breakout_id : moderates(role) ? null : await findAssignment(tx, session.id, account_id);
  return room !== null && (await findRoom(tx, session.id, room)) ? room : null;
}
