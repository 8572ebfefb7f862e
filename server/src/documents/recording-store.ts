import { asc, eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { document, documentUpdate, recordedUpdate, recording } from '#db/schema.ts';

/**
 * Has a recording that runs keep what is changed on its session's pages from now on, and what is on them now: on those of
 * the main room, and where breakouts are recorded, on theirs. Pages that it keeps already are left alone, so this may be
 * asked again and again: pages come while it is running. Changes nothing where it is not running. The rows of the pages
 * are held until this is committed: no change is missed and none is there twice.
 */
export async function attachRecording(tx: Tx, recording_id: number, at: Date): Promise<void> {
  const [row] = await tx
    .select({ session_id: recording.session_id, phase: recording.phase })
    .from(recording)
    .where(eq(recording.id, recording_id))
    .for('share');
  if (row?.phase !== 'recording') return;
  const recorded = sql`
    select 'page/' || page.id from board_page page join session on session.id = page.session_id
    where page.session_id = ${row.session_id} and (page.breakout_id is null or session.breakouts_recorded)`;
  await tx.execute(sql`
    update ${document} set recording_id = null where recording_id = ${recording_id} and name not in (${recorded})`);
  const attached = await tx.execute<{ name: string }>(sql`
    update ${document} set recording_id = ${recording_id} where name in (
      select name from ${document}
      where session_id = ${row.session_id} and name in (${recorded}) and recording_id is distinct from ${recording_id}
      order by name for update
    ) returning name`);
  if (attached.rows.length === 0) return;
  const names = attached.rows.map(({ name }) => name);
  await tx.execute(sql`
    insert into ${recordedUpdate} (recording_id, document_name, at, data)
    select ${recording_id}, document_name, ${at.toISOString()}::timestamptz, data from ${documentUpdate}
    where document_name = any(${sql.param(names)}::text[]) order by document_name, seq`);
}

/** For a pause, an interruption and the end: what is changed from now on is not kept. */
export async function detachRecording(tx: Tx, recording_id: number): Promise<void> {
  await tx.update(document).set({ recording_id: null }).where(eq(document.recording_id, recording_id));
}

/** One change of a page while it was recorded. */
export interface RecordedUpdate {
  at: Date;
  data: Uint8Array;
}

/** The documents of which a recording has kept changes. */
export async function listRecordedDocuments(db: Executor, recording_id: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ name: recordedUpdate.document_name })
    .from(recordedUpdate)
    .where(eq(recordedUpdate.recording_id, recording_id));
  return rows.map(({ name }) => name).sort();
}

/** What it has kept of one of them, in the order in which it was drawn. */
export async function readRecordedUpdates(db: Executor, recording_id: number, name: string): Promise<RecordedUpdate[]> {
  const { at, data, id, document_name } = recordedUpdate;
  return db
    .select({ at, data })
    .from(recordedUpdate)
    .where(sql`${recordedUpdate.recording_id} = ${recording_id} and ${document_name} = ${name}`)
    .orderBy(asc(id));
}

/** Once they are in the files of a recording that is ready. */
export async function forgetRecordedUpdates(db: Executor, recording_id: number): Promise<void> {
  await db.delete(recordedUpdate).where(eq(recordedUpdate.recording_id, recording_id));
}
