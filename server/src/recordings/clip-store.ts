import { and, asc, eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { recordingClip } from '#db/schema.ts';

export type ClipRow = typeof recordingClip.$inferSelect;

/** In the order of recorded time. */
export async function listClips(db: Executor, recording_id: number): Promise<ClipRow[]> {
  return db
    .select()
    .from(recordingClip)
    .where(eq(recordingClip.recording_id, recording_id))
    .orderBy(asc(recordingClip.from_ms), asc(recordingClip.id));
}

/** Null where this recording has no such clip. */
export async function findClip(db: Executor, recording_id: number, clip_id: number): Promise<ClipRow | null> {
  const [row] = await db
    .select()
    .from(recordingClip)
    .where(and(eq(recordingClip.id, clip_id), eq(recordingClip.recording_id, recording_id)));
  return row ?? null;
}
