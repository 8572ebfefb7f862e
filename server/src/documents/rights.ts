import type { SignedIn } from '#accounts/service.ts';
import { refusalToDraw } from '#board/policy.ts';
import type { Database } from '#db/connect.ts';
import type { RightsService } from '#moderation/rights.ts';
import { readStandings, type Standing } from '#sessions/standing.ts';
import type { May, Rights } from './editors.ts';

export interface DocumentRightsParts {
  db: Database;
  whoMayUse: RightsService['whoMayUse'];
}

/** Reads what accounts may do with a session's documents, by their ids; all of it as of one moment. */
export function createDocumentRights({ db, whoMayUse }: DocumentRightsParts) {
  return (session_id: number, signed_in: SignedIn[]): Promise<ReadonlyMap<number, Rights>> =>
    db.snapshot(async (tx) => {
      const standings = await readStandings(tx, signed_in, session_id);
      const [first] = standings.values();
      if (!first) return new Map();
      const mayDraw = await whoMayUse(tx, first.session, 'board');
      return new Map(
        [...standings].map(([id, standing]): [number, Rights] => [
          id,
          {
            may: mayWith(standing, mayDraw(id)),
            refusal: standing.role ? 'not_in_session' : 'session_not_found',
          },
        ]),
      );
    });
}

/** Who sees the room may read; of those may write who may draw. */
function mayWith(standing: Standing, may_draw: boolean): May {
  if (!standing.sees_room) return 'nothing';
  return refusalToDraw(standing, may_draw) === null ? 'write' : 'read';
}
