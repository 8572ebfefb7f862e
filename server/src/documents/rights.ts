import { refusalToDraw } from '#board/policy.ts';
import type { Database } from '#db/connect.ts';
import type { RightsService } from '#moderation/rights.ts';
import { readableRooms } from '#sessions/reading.ts';
import { readStandings, type Standing } from '#sessions/standing.ts';
import type { May, ReadRights, Rights } from './editors.ts';

export interface DocumentRightsParts {
  db: Database;
  whoMayUse: RightsService['whoMayUse'];
}

const UNKNOWN: Rights = { may: 'nothing', refusal: 'session_not_found' };

/** Reads what accounts may do with a session's documents; all of it as of one moment. */
export function createDocumentRights({ db, whoMayUse }: DocumentRightsParts): ReadRights {
  return (session_id, signed_in) =>
    db.snapshot(async (tx) => {
      const standings = await readStandings(tx, signed_in, session_id);
      const [first] = standings.values();
      if (!first) return () => UNKNOWN;
      const mayDraw = await whoMayUse(tx, first.session, 'board');
      const mayRead = await readableRooms(tx, session_id, standings);
      return (account_id, breakout_id) => {
        const standing = standings.get(account_id);
        if (!standing?.role) return UNKNOWN;
        if (!mayRead(account_id, breakout_id)) return { may: 'nothing', refusal: 'not_in_session' };
        return { may: mayWith(standing, breakout_id, mayDraw(account_id)), refusal: 'not_in_session' };
      };
    });
}

/** Who may draw writes in the room where they are. Elsewhere a host only reads. */
function mayWith(standing: Standing, breakout_id: number | null, may_draw: boolean): May {
  const is_here = standing.breakout_id === breakout_id;
  return is_here && refusalToDraw(standing, may_draw) === null ? 'write' : 'read';
}
