import { moderates } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { Standing } from '#sessions/standing.ts';
import { noteVisit } from './stay-store.ts';
import { findAssignment, findRoom } from './store.ts';

/**
 * In which room somebody is who comes in now: if they were here since the breakouts were opened, where they were, or were
 * called to meanwhile; else where they are assigned. Null: the main room. Notes that they were there.
 */
export async function roomOnEntry(
  tx: Tx,
  { session, stay, role }: Standing,
  account_id: number,
): Promise<number | null> {
  const { breakouts_opened_at } = session;
  if (breakouts_opened_at === null) return null;
  const wasHere = stay?.left_at && stay.left_at >= breakouts_opened_at;
  const room = wasHere ? lastRoom(stay) : moderates(role) ? null : await findAssignment(tx, session.id, account_id);
  if (room === null || !(await findRoom(tx, session.id, room))) return null;
  await noteVisit(tx, room, account_id);
  return room;
}

function lastRoom({ is_called, called_to_id, breakout_id }: NonNullable<Standing['stay']>): number | null {
  return is_called ? called_to_id : breakout_id;
}
