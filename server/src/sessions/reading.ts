import type { Executor } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import { readsRoom } from './policy.ts';
import type { Standing } from './standing.ts';
import { hadBreakout, listVisits } from './visit-store.ts';

/** Reads which rooms of a session each of these accounts may read: a breakout, or with null the main room. */
export async function readableRooms(db: Executor, session_id: number, standings: ReadonlyMap<number, Standing>) {
  const over = [...standings].filter(([, { session }]) => session.status === 'completed').map(([id]) => id);
  const visits = new Set((await listVisits(db, session_id, over)).map((one) => `${one.account_id}/${one.breakout_id}`));
  return (account_id: number, room: number | null): boolean => {
    const standing = standings.get(account_id);
    if (!standing) return false;
    const { session, role, sees_room, breakout_id } = standing;
    const was_there = visits.has(`${account_id}/${room}`);
    return readsRoom({ role, sees_room, breakout_id, status: session.status }, room, was_there);
  };
}

/** Whether one account, which stands so to the session, may read this room of it. */
export async function mayReadRoom(
  db: Executor,
  standing: Standing,
  account_id: number,
  room: number | null,
): Promise<boolean> {
  const mayRead = await readableRooms(db, standing.session.id, new Map([[account_id, standing]]));
  return mayRead(account_id, room);
}

/** The room that is asked for, or else where the account is. Refuses where it may not read that one. */
export async function roomToRead(
  db: Executor,
  standing: Standing,
  account_id: number,
  asked: number | null | undefined,
): Promise<number | null> {
  if (asked === undefined) {
    if (!standing.sees_room) throw new Refusal('not_in_session');
    return standing.breakout_id;
  }
  const is_there = asked === null || (await hadBreakout(db, standing.session.id, asked));
  if (!is_there || !(await mayReadRoom(db, standing, account_id, asked))) throw new Refusal('breakout_not_found');
  return asked;
}

export { hadBreakout };
