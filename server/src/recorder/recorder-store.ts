import type { RecordingPhase } from '@lectern/contract';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Executor } from '#db/connect.ts';
import { recording, recordingConsent, session, sessionEvent, liveSessionParticipant as stay } from '#db/schema.ts';
import type { CapturePhase, PermissionBase, Place, RoomId, TimedChange } from './permission.ts';

/** Whose picture a replay shows large: the host, and who has the word. */
export interface Shown {
  seq: number;
  prominent: ReadonlySet<number>;
}

/** Who may be recorded now, in one picture of the database. */
export function readPermissionBase(db: Database, session_id: number, recording_id: number): Promise<PermissionBase> {
  return db.snapshot(async (tx) => {
    const { seq } = await readShown(tx, session_id);
    const [settings] = await tx
      .select({ recorded: session.breakouts_recorded })
      .from(session)
      .where(eq(session.id, session_id));
    const [row] = await tx.select({ phase: recording.phase }).from(recording).where(eq(recording.id, recording_id));
    const agreed = await tx
      .select({ account_id: recordingConsent.account_id })
      .from(recordingConsent)
      .where(and(eq(recordingConsent.session_id, session_id), eq(recordingConsent.choice, 'recorded')));
    const stays = await tx
      .select({ id: stay.id, account_id: stay.account_id, breakout_id: stay.breakout_id })
      .from(stay)
      .where(and(eq(stay.session_id, session_id), isNull(stay.left_at)));
    return {
      seq,
      phase: phaseOf(row?.phase ?? null),
      agreed: new Set(agreed.map((one) => one.account_id)),
      stays: new Map(stays.map(({ id, ...place }) => [id, place])),
      breakouts: settings?.recorded ?? false,
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

/**
 * The breakouts that a recorder is to be in: where somebody is or is called to, so that it is there before they are. None
 * where breakouts are not recorded.
 */
export async function readRecordedRooms(db: Executor, session_id: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .select({ in_id: stay.breakout_id, called_to_id: stay.called_to_id })
    .from(stay)
    .innerJoin(session, eq(session.id, stay.session_id))
    .where(and(eq(stay.session_id, session_id), isNull(stay.left_at), session.breakouts_recorded));
  return new Set(rows.flatMap(({ in_id, called_to_id }) => [in_id, called_to_id]).filter((id) => id !== null));
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
  'participant.moved',
  'breakouts.arranged',
  'breakouts.opened',
] as const;

const Room = z.int().nullable();
const Settings = z.object({ recorded: z.boolean() });

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
    data: z.object({
      participant: z.object({ id: z.int(), user: z.object({ id: z.int() }), breakout_id: Room.default(null) }),
    }),
  }),
  z.object({ type: z.literal('participant.left'), data: z.object({ participant_id: z.int() }) }),
  z.object({
    type: z.literal('participant.moved'),
    data: z.object({ participant_id: z.int(), breakout_id: Room }),
  }),
  z.object({ type: z.literal('breakouts.arranged'), data: Settings }),
  z.object({ type: z.literal('breakouts.opened'), data: z.object({ arrangement: Settings }) }),
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
      return { kind: 'stay', stay_id: data.participant.id, place: placeOf(data.participant) };
    case 'participant.left':
      return { kind: 'stay', stay_id: data.participant_id, place: null };
    case 'participant.moved':
      return { kind: 'moved', stay_id: data.participant_id, breakout_id: data.breakout_id };
    case 'breakouts.arranged':
      return { kind: 'breakouts', on: data.recorded };
    case 'breakouts.opened':
      return { kind: 'breakouts', on: data.arrangement.recorded };
    default:
      return data.recording_id === recording_id ? { kind: 'phase', phase: PHASES[type] } : null;
  }
}

const placeOf = ({ user, breakout_id }: { user: { id: number }; breakout_id: RoomId }): Place => ({
  account_id: user.id,
  breakout_id,
});

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
