import type { RecordingPhase } from '@lectern/contract';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Executor } from '#db/connect.ts';
import { recording, recordingConsent, session, sessionEvent, liveSessionParticipant as stay } from '#db/schema.ts';
import type { CapturePhase, PermissionBase, TimedChange } from './permission.ts';

/** Whose picture a replay shows large: the host, and who has the word. */
export interface Shown {
  seq: number;
  prominent: ReadonlySet<number>;
}

/** Who may be recorded now, in one picture of the database. */
export function readPermissionBase(db: Database, session_id: number, recording_id: number): Promise<PermissionBase> {
  return db.snapshot(async (tx) => {
    const { seq } = await readShown(tx, session_id);
    const [row] = await tx.select({ phase: recording.phase }).from(recording).where(eq(recording.id, recording_id));
    const agreed = await tx
      .select({ account_id: recordingConsent.account_id })
      .from(recordingConsent)
      .where(and(eq(recordingConsent.session_id, session_id), eq(recordingConsent.choice, 'recorded')));
    const stays = await tx
      .select({ id: stay.id, account_id: stay.account_id })
      .from(stay)
      .where(and(eq(stay.session_id, session_id), isNull(stay.left_at)));
    return {
      seq,
      phase: phaseOf(row?.phase ?? null),
      agreed: new Set(agreed.map((one) => one.account_id)),
      stays: new Map(stays.map((one) => [one.id, one.account_id])),
    };
  });
}

/** The number of the session's last event: what else is asked for where it has moved. */
export async function readShown(db: Executor, session_id: number): Promise<Shown> {
  const { last_seq, creator_id, word_account_id } = session;
  const [row] = await db
    .select({ last_seq, creator_id, word_account_id })
    .from(session)
    .where(eq(session.id, session_id));
  if (!row) throw new Error(`There is no session ${session_id}`);
  const prominent = [row.creator_id, row.word_account_id].filter((id) => id !== null);
  return { seq: row.last_seq, prominent: new Set(prominent) };
}

const CHANGES = [
  'recording.started',
  'recording.resumed',
  'recording.paused',
  'recording.interrupted',
  'recording.stopped',
  'consent.chosen',
  'participant.joined',
  'participant.left',
] as const;

const Row = z.discriminatedUnion('type', [
  z.object({
    type: z.enum([
      'recording.started',
      'recording.resumed',
      'recording.paused',
      'recording.interrupted',
      'recording.stopped',
    ]),
    data: z.object({ recording_id: z.int() }),
  }),
  z.object({
    type: z.literal('consent.chosen'),
    data: z.object({ account_id: z.int(), choice: z.enum(['recorded', 'not_recorded']) }),
  }),
  z.object({
    type: z.literal('participant.joined'),
    data: z.object({ participant: z.object({ id: z.int(), user: z.object({ id: z.int() }) }) }),
  }),
  z.object({ type: z.literal('participant.left'), data: z.object({ participant_id: z.int() }) }),
]);

/** What has changed of who may be recorded since that event, in the log's order. */
export async function readChanges(
  db: Executor,
  session_id: number,
  recording_id: number,
  after: number,
): Promise<TimedChange[]> {
  const { seq, at, type, data } = sessionEvent;
  const rows = await db
    .select({ seq, at, type, data })
    .from(sessionEvent)
    .where(and(eq(sessionEvent.session_id, session_id), gt(seq, after), inArray(type, [...CHANGES])))
    .orderBy(asc(seq));
  return rows.flatMap((row) => {
    const change = changeOf(Row.parse(row), recording_id);
    return change ? [{ seq: row.seq, at: row.at.getTime(), change }] : [];
  });
}

function changeOf({ type, data }: z.infer<typeof Row>, recording_id: number): TimedChange['change'] | null {
  switch (type) {
    case 'consent.chosen':
      return { kind: 'agreed', account_id: data.account_id, on: data.choice === 'recorded' };
    case 'participant.joined':
      return { kind: 'stay', stay_id: data.participant.id, account_id: data.participant.user.id };
    case 'participant.left':
      return { kind: 'stay', stay_id: data.participant_id, account_id: null };
    default:
      return data.recording_id === recording_id ? { kind: 'phase', phase: PHASES[type] } : null;
  }
}

const PHASES = {
  'recording.started': 'recording',
  'recording.resumed': 'recording',
  'recording.paused': 'paused',
  'recording.interrupted': 'waiting',
  'recording.stopped': 'over',
} as const;

function phaseOf(phase: RecordingPhase | null): CapturePhase {
  switch (phase) {
    case 'starting':
    case 'interrupted':
      return 'waiting';
    case 'recording':
    case 'paused':
      return phase;
    case null:
      return 'over';
    default:
      return phase satisfies never;
  }
}
