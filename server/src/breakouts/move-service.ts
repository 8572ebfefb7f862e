import type { ErrorCode } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { RoomToken } from '#live/media-access.ts';
import type { MediaEngine, MediaRoom, Source } from '#media/engine.ts';
import type { Actor } from '#sessions/policy.ts';
import { insideOnly, lockInside, readVisible } from '#sessions/standing.ts';
import type { Going } from './going.ts';
import { whyNotTo, whyNotWait } from './may-go.ts';

export interface MoveParts {
  db: Database;
  log: EventLog;
  media: Pick<MediaEngine, 'token'>;
  going: Going;
  sourcesFor: (session_id: number, account_id: number) => Promise<Source[]>;
  /** Rights for a connection that waits there already, and a token with them. */
  enter: (room: MediaRoom, account_id: number, sources: Source[]) => Promise<RoomToken>;
  /** Brings somebody's media from one room to another. Never throws. */
  moveMedia: (from: MediaRoom, to: MediaRoom, account_id: number, sources: Source[]) => Promise<void>;
}

export type MoveService = ReturnType<typeof createMoveService>;

/** Going from room to room: a connection there beforehand, then the move, which is one command. */
export function createMoveService({ db, log, media, going, sourcesFor, enter, moveMedia }: MoveParts) {
  /**
   * A token without any right for where somebody may go, or is likely to be called: the new connection stands before the
   * old one is let go.
   */
  async function warm(actor: Actor, id: number, to: number | null): Promise<RoomToken> {
    const standing = insideOnly(await readVisible(db.orm, actor, id));
    // A second connection to the same room would end the first.
    if (to === standing.breakout_id) throw new Refusal('already_in_session');
    refuse(await whyNotWait(db.orm, standing, actor.id, to));
    return { token: await media.token({ session_id: id, breakout_id: to }, actor.id, 'none'), breakout_id: to };
  }

  /** To where one is already: nothing happens, and a token comes all the same. */
  async function move(actor: Actor, id: number, to: number | null, tab: string | null): Promise<RoomToken> {
    const here = await log.command(id, actor.id, async (command) => {
      const standing = await lockInside(command.tx, actor, id);
      const { stay, breakout_id } = standing;
      if (!stay) throw new Refusal('not_in_session');
      if (tab !== null && stay.tab !== null && stay.tab !== tab) throw new Refusal('in_session_elsewhere');
      refuse(await whyNotTo(command.tx, standing, actor.id, to));
      if (to !== breakout_id) await going.go(command, id, { id: stay.id, account_id: actor.id, breakout_id }, to);
      return breakout_id;
    });
    const room = { session_id: id, breakout_id: to };
    const sources = await sourcesFor(id, actor.id);
    if (to === here) return enter(room, actor.id, sources);
    // The answer does not wait for the engine; where it is away, the comparison with its list does this later.
    void moveMedia({ session_id: id, breakout_id: here }, room, actor.id, sources);
    return { token: await media.token(room, actor.id, sources), breakout_id: to };
  }

  return { warm, move };
}

function refuse(refusal: ErrorCode | null): void {
  if (refusal) throw new Refusal(refusal);
}
