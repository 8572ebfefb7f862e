import type { Database } from '#db/connect.ts';
import { type MediaEngine, type MediaRoom, mainRoom } from '#media/engine.ts';
import { hasBreakouts } from './store.ts';

export type RoomsOf = (session_id: number) => Promise<MediaRoom[]>;

/**
 * The rooms at the media engine that somebody may be in: the main room, and those of the session's breakouts that are
 * there. A session without breakouts costs no request.
 */
export function createRoomsOf({ db, media }: { db: Database; media: Pick<MediaEngine, 'rooms'> }): RoomsOf {
  return async (session_id) => {
    const main = mainRoom(session_id);
    if (!(await hasBreakouts(db.orm, session_id))) return [main];
    const there = await media.rooms();
    return [main, ...there.filter((room) => room.session_id === session_id && room.breakout_id !== null)];
  };
}
