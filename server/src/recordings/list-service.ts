import type { Recording } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Actor } from '#sessions/policy.ts';
import { readVisible } from '#sessions/standing.ts';
import { type FoundRecording, type RecordingStanding, readSeen, standingTo } from './standing.ts';
import { listRecordings, toRecording } from './store.ts';

export type RecordingLists = ReturnType<typeof createRecordingLists>;

/** What an account may know of a recording. */
export function recordingOf(standing: RecordingStanding): Recording {
  return toRecording(standing, standing.may);
}

/** Which recordings there are, for one account. */
export function createRecordingLists({ db, now }: { db: Database; now: () => Date }) {
  async function get(actor: Actor, id: number): Promise<Recording> {
    return recordingOf(await readSeen(db.orm, actor, id, now()));
  }

  /** One's own, and those shared with one; all of them for an admin. */
  async function list(actor: Actor, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
    const after = cursor ? decodeCursor(cursor) : null;
    const rows = await listRecordings(db.orm, actor, now(), { limit: limit + 1, after });
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.row;
    return {
      items: page.map(shownTo(actor)),
      next: rows.length > limit && last ? encodeCursor({ listed_at: last.requested_at, id: last.id }) : null,
    };
  }

  /** Of one session that `actor` may know of, latest first. */
  async function listOf(actor: Actor, session_id: number): Promise<Recording[]> {
    await readVisible(db.orm, actor, session_id);
    return (await listRecordings(db.orm, actor, now(), { session_id })).map(shownTo(actor));
  }

  function shownTo(actor: Actor): (found: FoundRecording) => Recording {
    const at = now();
    return (found) => toRecording(found, standingTo(actor, found, at).may);
  }

  return { get, list, listOf };
}
