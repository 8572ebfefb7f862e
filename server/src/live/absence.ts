import type { Database } from '#db/connect.ts';
import type { MediaPerson } from '#media/engine.ts';
import { listActiveRows, markSeen, type StayRow } from './store.ts';

/** Who was connected and has not been for this long, in milliseconds, is gone. */
export const VANISHED_AFTER = 8_000;
/** After its own start the server waits this long, in milliseconds, for browsers to come back before it misses anybody. */
export const GRACE_AFTER_START = 12_000;

/** How long a raised hand waits for somebody whose connection was lost, in milliseconds. */
export const HAND_KEPT_FOR = 30_000;

export interface AbsenceParts {
  db: Database;
  now: () => Date;
  /** The accounts with a socket in the live room of a session. */
  liveAccounts: (session_id: number) => Set<number>;
  /** The media engine's list, or null where it is away. */
  lookAtMedia: (session_id: number) => Promise<MediaPerson[] | null>;
  dropVanished: (session_id: number, account_id: number) => Promise<void>;
  /** Lowers the hands of those who vanished before then and did not come back. */
  releaseAbsentHands: (session_id: number, gone_before: Date) => Promise<void>;
}

/**
 * Finds out who is no longer there. A browser's socket decides; who never had one (a client of the REST API with media
 * only) is there while the media engine has them; who never had either is left alone.
 */
export function createAbsence(parts: AbsenceParts) {
  const { db, now, liveAccounts, lookAtMedia, dropVanished } = parts;
  const started = now().getTime();

  async function sweep(session_id: number): Promise<void> {
    const people = await lookAtMedia(session_id);
    const rows = await listActiveRows(db.orm, session_id);
    const connected = whoIsConnected(rows, liveAccounts(session_id), people);
    const at = now();
    await markSeen(db.orm, connected.bySocket, 'socket', at);
    await markSeen(db.orm, connected.byMedia, 'media', at);
    // A clock that steps back does not stretch what is measured by it.
    const running = at.getTime() - started;
    if (running >= 0 && running < GRACE_AFTER_START) return;
    const there = new Set([...connected.bySocket, ...connected.byMedia, ...connected.unknown]);
    for (const row of rows) {
      if (there.has(row.id) || row.seen_at === null || row.seen_by === null) continue;
      const unseen = at.getTime() - row.seen_at.getTime();
      if (unseen < 0) await markSeen(db.orm, [row.id], row.seen_by, at);
      else if (unseen >= VANISHED_AFTER) await dropVanished(session_id, row.account_id);
    }
    await parts.releaseAbsentHands(session_id, new Date(at.getTime() - HAND_KEPT_FOR));
  }

  return { sweep };
}

/** Sorts the ids of the active stays by what says that they are there; `unknown` are those nobody can be asked about. */
export function whoIsConnected(
  rows: Pick<StayRow, 'id' | 'account_id' | 'seen_by'>[],
  sockets: Set<number>,
  people: MediaPerson[] | null,
): { bySocket: number[]; byMedia: number[]; unknown: number[] } {
  const inMedia = new Set(people?.filter((one) => one.has_rights).map((one) => one.account_id));
  const bySocket = rows.filter((row) => sockets.has(row.account_id));
  const others = rows.filter((row) => !sockets.has(row.account_id) && row.seen_by !== 'socket');
  const ids = (some: typeof rows) => some.map((row) => row.id);
  return {
    bySocket: ids(bySocket),
    byMedia: ids(others.filter((row) => inMedia.has(row.account_id))),
    unknown: people === null ? ids(others) : [],
  };
}
