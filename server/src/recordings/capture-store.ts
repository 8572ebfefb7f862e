import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { recording } from '#db/schema.ts';
import type { RecordingRow } from './run-store.ts';

/**
 * Gives a recording that nobody records to a new recorder: the number of its take. Null where there is none to give, or
 * where a recorder has been seen since `unseen_since`. Of two who ask at the same moment one gets it.
 */
export async function takeOver(db: Executor, id: number, at: Date, unseen_since: Date): Promise<number | null> {
  const [row] = await db
    .update(recording)
    .set({ take: sql`${recording.take} + 1`, recorder_seen_at: at })
    .where(
      and(
        eq(recording.id, id),
        eq(recording.state, 'recording'),
        or(isNull(recording.recorder_seen_at), lt(recording.recorder_seen_at, unseen_since)),
      ),
    )
    .returning({ take: recording.take });
  return row?.take ?? null;
}

/** Writes down that the recorder of this take lives; null where another take has begun, or the recording is gone. */
export async function markSeen(
  db: Executor,
  id: number,
  take: number,
  at: Date,
): Promise<Pick<RecordingRow, 'state' | 'phase'> | null> {
  const [row] = await db
    .update(recording)
    .set({ recorder_seen_at: at })
    .where(and(eq(recording.id, id), eq(recording.take, take)))
    .returning({ state: recording.state, phase: recording.phase });
  return row ?? null;
}

/** Those that the clock has to look at: being captured, or being made ready. */
export async function listUnfinished(db: Executor): Promise<RecordingRow[]> {
  return db.select().from(recording).where(sql`${recording.state} in ('recording', 'processing')`);
}

/** Those whose files are to go: deleted by somebody, or past their time; until there is nothing left of them. */
export async function listOutlived(db: Executor, at: Date): Promise<RecordingRow[]> {
  return db
    .select()
    .from(recording)
    .where(
      or(
        isNotNull(recording.deleted_at),
        and(inArray(recording.state, ['ready', 'failed']), lt(recording.expires_at, at)),
        and(eq(recording.state, 'expired'), isNotNull(recording.size)),
      ),
    );
}
