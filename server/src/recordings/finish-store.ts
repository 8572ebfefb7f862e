import { eq, sql } from 'drizzle-orm';
import type { Database, Executor, Tx } from '#db/connect.ts';
import { recording, recordingClip, recordingDownload, recordingPage, session, site } from '#db/schema.ts';
import type { FoundClip } from './clips.ts';

/** How many rows go into one statement. */
const AT_ONCE = 500;

/** Writes which files a recording has, instead of what was written before. */
export async function replaceClips(tx: Tx, recording_id: number, clips: readonly FoundClip[]): Promise<void> {
  await tx.delete(recordingClip).where(eq(recordingClip.recording_id, recording_id));
  for (let done = 0; done < clips.length; done += AT_ONCE) {
    await tx.insert(recordingClip).values(clips.slice(done, done + AT_ONCE).map((clip) => ({ recording_id, ...clip })));
  }
}

/** For how many days a session's recordings are kept: as it says itself, or else as the site does. */
export async function readKeepDays(db: Executor, session_id: number): Promise<number | null> {
  const [row] = await db
    .select({ days: sql<number | null>`coalesce(${session.keep_recordings_days}, ${site.keep_recordings_days})` })
    .from(session)
    .leftJoin(site, eq(site.id, 1))
    .where(eq(session.id, session_id));
  return row?.days ?? null;
}

/**
 * Runs work on the files of a recording while no other such work does, on whichever machine: a finishing that is late would
 * write into what a deletion has removed already.
 */
export function holdFiles<T>(db: Database, recording_id: number, work: () => Promise<T>): Promise<T> {
  return db.transact(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('lectern.recording'), ${recording_id})`);
    return work();
  });
}

/** Its files are gone: nothing tells of them any more. */
export async function forgetFiles(db: Database, id: number): Promise<void> {
  await db.transact(async (tx) => {
    await tx.delete(recordingClip).where(eq(recordingClip.recording_id, id));
    await tx.delete(recordingPage).where(eq(recordingPage.recording_id, id));
    await tx.delete(recordingDownload).where(eq(recordingDownload.recording_id, id));
    await tx.update(recording).set({ size: null, has_poster: false, spoke: [] }).where(eq(recording.id, id));
  });
}

/** The last of it. */
export async function forgetRecording(db: Executor, id: number): Promise<void> {
  await db.delete(recording).where(eq(recording.id, id));
}
