import type { Download, DownloadFailure, DownloadKind } from '@lectern/contract';
import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { breakout, recording, recordingDownload, session } from '#db/schema.ts';

export type DownloadRow = typeof recordingDownload.$inferSelect;

export async function listDownloads(db: Executor, recording_id: number): Promise<DownloadRow[]> {
  return db.select().from(recordingDownload).where(eq(recordingDownload.recording_id, recording_id));
}

export async function findDownload(
  db: Executor,
  recording_id: number,
  kind: DownloadKind,
): Promise<DownloadRow | null> {
  const [row] = await db.select().from(recordingDownload).where(isOne(recording_id, kind));
  return row ?? null;
}

/** One that is to be made, in place of one that failed. One that is there, or on its way, stays as it is. */
export async function askForDownload(
  db: Executor,
  { recording_id, kind, requested_at }: Pick<DownloadRow, 'recording_id' | 'kind' | 'requested_at'>,
): Promise<DownloadRow> {
  const fresh = { state: 'waiting', progress: 0, failure: null, file: null, size: null, requested_at } as const;
  await db
    .insert(recordingDownload)
    .values({ recording_id, kind, ...fresh })
    .onConflictDoUpdate({
      target: [recordingDownload.recording_id, recordingDownload.kind],
      set: fresh,
      setWhere: eq(recordingDownload.state, 'failed'),
    });
  const row = await findDownload(db, recording_id, kind);
  if (!row) throw new Error('The new download was not written');
  return row;
}

/** Writes down how far one is. False where it is not to be made any more: its recording is gone. */
export async function markProgress(
  db: Executor,
  recording_id: number,
  kind: DownloadKind,
  { state, progress }: { state: 'waiting' | 'composing'; progress: number },
): Promise<boolean> {
  const unfinished = notInArray(recordingDownload.state, ['ready', 'failed']);
  const { rowCount } = await db
    .update(recordingDownload)
    .set({ state, progress })
    .where(and(isOne(recording_id, kind), unfinished));
  return rowCount === 1;
}

export async function markReady(
  db: Executor,
  recording_id: number,
  kind: DownloadKind,
  made: { file: string; size: number },
): Promise<boolean> {
  const { rowCount } = await db
    .update(recordingDownload)
    .set({ state: 'ready', progress: 100, failure: null, ...made })
    .where(and(isOne(recording_id, kind), recordingIsThere(db)));
  return rowCount === 1;
}

export async function markFailed(
  db: Executor,
  recording_id: number,
  kind: DownloadKind,
  failure: DownloadFailure,
): Promise<void> {
  await db.update(recordingDownload).set({ state: 'failed', failure }).where(isOne(recording_id, kind));
}

function isOne(recording_id: number, kind: DownloadKind) {
  return and(eq(recordingDownload.recording_id, recording_id), eq(recordingDownload.kind, kind));
}

/** No file is added to a recording that is being deleted. */
function recordingIsThere(db: Executor) {
  const there = db
    .select({ id: recording.id })
    .from(recording)
    .where(and(eq(recording.state, 'ready'), isNull(recording.deleted_at)));
  return inArray(recordingDownload.recording_id, there);
}

export interface ReadyRecording {
  row: typeof recording.$inferSelect;
  session_title: string;
  creator_id: number;
}

/** What a job has to know of a recording to work on it; null where it is not ready, or is being deleted. */
export async function findReady(db: Executor, id: number): Promise<ReadyRecording | null> {
  const [found] = await db
    .select({ row: recording, session_title: session.title, creator_id: session.creator_id })
    .from(recording)
    .innerJoin(session, eq(session.id, recording.session_id))
    .where(and(eq(recording.id, id), eq(recording.state, 'ready'), isNull(recording.deleted_at)));
  return found ?? null;
}

export async function markMoved(db: Executor, id: number): Promise<void> {
  await db.update(recording).set({ kept_in: 'bucket' }).where(eq(recording.id, id));
}

/** Whether its files are to be gone: nothing that was still being written may stay behind. */
export async function isOver(db: Executor, id: number): Promise<boolean> {
  const [row] = await db.select().from(recording).where(eq(recording.id, id));
  return !row || row.deleted_at !== null || row.state === 'expired';
}

export async function markPoster(db: Executor, id: number): Promise<void> {
  await db.update(recording).set({ has_poster: true }).where(eq(recording.id, id));
}

export async function anySessionRuns(db: Executor): Promise<boolean> {
  const [found] = await db.select({ id: session.id }).from(session).where(eq(session.status, 'ongoing')).limit(1);
  return found !== undefined;
}

export function toDownload(kind: DownloadKind, row: DownloadRow | undefined): Download {
  if (!row) return { kind, state: 'none', progress: 0, failure: null, size: null };
  const { state, progress, failure, size } = row;
  return { kind, state, progress, failure, size };
}

/** The names of a session's breakouts, by their ids. */
export async function listRoomNames(db: Executor, session_id: number): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .select({ id: breakout.id, name: breakout.name })
    .from(breakout)
    .where(eq(breakout.session_id, session_id));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
