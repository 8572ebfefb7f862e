import type { Consent } from '@lectern/contract';
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { recording, recordingConsent, session } from '#db/schema.ts';

export type RecordingRow = typeof recording.$inferSelect;

/** The recording that a session is being captured in. */
export async function findRunning(db: Executor, session_id: number): Promise<RecordingRow | null> {
  const [row] = await db
    .select()
    .from(recording)
    .where(and(eq(recording.session_id, session_id), eq(recording.state, 'recording')));
  return row ?? null;
}

export async function findRow(db: Executor, id: number): Promise<RecordingRow | null> {
  const [row] = await db.select().from(recording).where(eq(recording.id, id));
  return row ?? null;
}

export async function insertRecording(tx: Tx, session_id: number, requested_at: Date): Promise<RecordingRow> {
  const [row] = await tx
    .insert(recording)
    .values({ session_id, state: 'recording', phase: 'starting', requested_at })
    .returning();
  if (!row) throw new Error('The new recording was not written');
  return row;
}

export type RecordingChanges = Partial<Omit<RecordingRow, 'id' | 'session_id' | 'requested_at'>>;

export async function changeRecording(db: Executor, id: number, changes: RecordingChanges): Promise<RecordingRow> {
  const [row] = await db.update(recording).set(changes).where(eq(recording.id, id)).returning();
  if (!row) throw new Error(`Recording ${id} is gone`);
  return row;
}

/** Keeps what somebody decided. False where they had decided just that. */
export async function keepConsent(
  tx: Tx,
  consent: Consent & { session_id: number; chosen_at: Date },
): Promise<boolean> {
  const { choice, hide_name, chosen_at } = consent;
  const { rowCount } = await tx
    .insert(recordingConsent)
    .values(consent)
    .onConflictDoUpdate({
      target: [recordingConsent.session_id, recordingConsent.account_id],
      set: { choice, hide_name, chosen_at },
      setWhere: sql`(${recordingConsent.choice}, ${recordingConsent.hide_name}) is distinct from (${choice}, ${hide_name})`,
    });
  return rowCount === 1;
}

/** False where they had decided something already, which then stays. */
export async function consentUnlessChosen(
  tx: Tx,
  consent: Consent & { session_id: number; chosen_at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.insert(recordingConsent).values(consent).onConflictDoNothing();
  return rowCount === 1;
}

/** The session of a recording, whose row the commands on the recording hold. */
export async function findSessionOf(db: Executor, id: number): Promise<number | null> {
  const [row] = await db
    .select({ session_id: session.id })
    .from(recording)
    .innerJoin(session, eq(session.id, recording.session_id))
    .where(eq(recording.id, id));
  return row?.session_id ?? null;
}
