import { eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { recordingClip, session, site } from '#db/schema.ts';
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
