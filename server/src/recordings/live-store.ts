import type { Consent, LiveRecording } from '@lectern/contract';
import { and, eq } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { recording, recordingConsent } from '#db/schema.ts';

/** What a session is being recorded in now; null where it is not. */
export async function readLiveRecording(db: Executor, session_id: number): Promise<LiveRecording | null> {
  const { id, phase, started_at } = recording;
  const [row] = await db
    .select({ id, phase, started_at })
    .from(recording)
    .where(and(eq(recording.session_id, session_id), eq(recording.state, 'recording')));
  if (!row?.phase) return null;
  return { id: row.id, phase: row.phase, started_at: row.started_at?.toISOString() ?? null };
}

/** What people have decided about being recorded, by account, ascending: all of them (null), or one. */
export async function listConsents(db: Executor, session_id: number, of: number | null): Promise<Consent[]> {
  const { account_id, choice, hide_name } = recordingConsent;
  return db
    .select({ account_id, choice, hide_name })
    .from(recordingConsent)
    .where(and(eq(recordingConsent.session_id, session_id), of === null ? undefined : eq(account_id, of)))
    .orderBy(account_id);
}
