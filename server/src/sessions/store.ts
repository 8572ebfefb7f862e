import type { BookingStatus, Session, SessionCore, SessionEdit, SessionStatus } from '@lectern/contract';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, booking, liveSessionParticipant, session } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type SessionRow = typeof session.$inferSelect;

const iso = (at: Date | null) => at?.toISOString() ?? null;

export function toCore(row: SessionRow, creator: SessionCore['creator']): SessionCore {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    scheduled_start: iso(row.scheduled_start),
    scheduled_end: iso(row.scheduled_end),
    capacity: row.capacity,
    creator,
    created_at: row.created_at.toISOString(),
    started_at: iso(row.started_at),
    ended_at: iso(row.ended_at),
    record_from_start: row.record_from_start,
    keep_recordings_days: row.keep_recordings_days,
  };
}

export async function findSession(db: Executor, id: number): Promise<SessionRow | null> {
  const [row] = await db.select().from(session).where(eq(session.id, id));
  return row ?? null;
}

/** Reads a session and holds its row until the transaction ends, so that its commands come one after the other. */
export async function lockSession(tx: Tx, id: number): Promise<SessionRow | null> {
  const [row] = await tx.select().from(session).where(eq(session.id, id)).for('update');
  return row ?? null;
}

export async function findCore(db: Executor, id: number): Promise<{ core: SessionCore; seq: number } | null> {
  const [row] = await db
    .select({ session, creator: userColumns })
    .from(session)
    .innerJoin(account, eq(account.id, session.creator_id))
    .where(eq(session.id, id));
  return row ? { core: toCore(row.session, row.creator), seq: row.session.last_seq } : null;
}

export async function insertSession(
  tx: Tx,
  values: Pick<SessionRow, 'creator_id' | 'title' | 'description' | 'status' | 'capacity' | 'created_at'> &
    Pick<SessionRow, 'scheduled_start' | 'scheduled_end' | 'is_public'> &
    Pick<SessionRow, 'record_from_start' | 'keep_recordings_days'>,
): Promise<SessionCore> {
  const [row] = await tx.insert(session).values(values).returning();
  const [creator] = await tx.select(userColumns).from(account).where(eq(account.id, values.creator_id));
  if (!row || !creator) throw new Error('The new session was not written');
  return toCore(row, creator);
}

export interface SessionChanges {
  title?: string;
  description?: string;
  capacity?: number | null;
  scheduled_start?: Date | null;
  scheduled_end?: Date | null;
  started_at?: Date;
  ended_at?: Date;
  status?: SessionStatus;
  is_public?: boolean;
  record_from_start?: boolean;
  keep_recordings_days?: number | null;
}

/** Changes a session if it is still in the state it was read in; false where it is not. */
export async function changeSession(
  tx: Tx,
  read: Pick<SessionRow, 'id' | 'status'>,
  changes: SessionChanges,
): Promise<boolean> {
  const changed = await tx
    .update(session)
    .set(changes)
    .where(and(eq(session.id, read.id), eq(session.status, read.status)))
    .returning({ id: session.id });
  return changed.length === 1;
}

/** The time columns of an edit as the database wants them; what is absent stays absent. */
export function editedColumns(edit: SessionEdit): SessionChanges {
  const { scheduled_start, scheduled_end, ...rest } = edit;
  const changes: SessionChanges = {};
  if (rest.title !== undefined) changes.title = rest.title;
  if (rest.description !== undefined) changes.description = rest.description;
  if (rest.capacity !== undefined) changes.capacity = rest.capacity;
  if (rest.record_from_start !== undefined) changes.record_from_start = rest.record_from_start;
  if (rest.keep_recordings_days !== undefined) changes.keep_recordings_days = rest.keep_recordings_days;
  if (scheduled_start !== undefined)
    changes.scheduled_start = scheduled_start === null ? null : new Date(scheduled_start);
  if (scheduled_end !== undefined) changes.scheduled_end = scheduled_end === null ? null : new Date(scheduled_end);
  return changes;
}

const activeCount = (db: Executor) =>
  db.$count(
    liveSessionParticipant,
    and(eq(liveSessionParticipant.session_id, session.id), isNull(liveSessionParticipant.left_at)),
  );
const approvedCount = (db: Executor) =>
  db.$count(booking, and(eq(booking.session_id, session.id), eq(booking.status, 'approved')));

/** A select of sessions as `account_id` sees them; the caller adds what to look for. */
export function selectSessions(db: Executor, account_id: number) {
  return db
    .select({
      session,
      creator: userColumns,
      my_booking: { id: booking.id, status: booking.status },
      participants: activeCount(db),
      approved: approvedCount(db),
    })
    .from(session)
    .innerJoin(account, eq(account.id, session.creator_id))
    .leftJoin(booking, and(eq(booking.session_id, session.id), eq(booking.account_id, account_id)))
    .$dynamic();
}

type SelectedSession = Awaited<ReturnType<typeof selectSessions>>[number];

export function toSession(row: SelectedSession): Session {
  return {
    ...toCore(row.session, row.creator),
    my_booking: row.my_booking,
    participants: row.participants,
    approved: row.approved,
  };
}

export async function findSessionFor(db: Executor, id: number, account_id: number): Promise<Session | null> {
  const [row] = await selectSessions(db, account_id).where(eq(session.id, id));
  return row ? toSession(row) : null;
}

export type LatestStay = Pick<
  typeof liveSessionParticipant.$inferSelect,
  'id' | 'joined_at' | 'left_at' | 'left_reason' | 'tab' | 'breakout_id' | 'is_called' | 'called_to_id'
>;

/** What an account has to do with a session: its booking, and its latest stay in the live room, over or not. */
export interface PartOf {
  booking_status: BookingStatus | null;
  is_cohost: boolean;
  stay: LatestStay | null;
}

export const NO_PART: PartOf = { booking_status: null, is_cohost: false, stay: null };

export async function findPartOf(db: Executor, session_id: number, account_id: number): Promise<PartOf> {
  return (await findPartsOf(db, session_id, [account_id])).get(account_id) ?? NO_PART;
}

/** The same of several accounts, by their ids. */
export async function findPartsOf(
  db: Executor,
  session_id: number,
  account_ids: number[],
): Promise<Map<number, PartOf>> {
  const stay = liveSessionParticipant;
  const { id, joined_at, left_at, left_reason, tab, breakout_id, is_called, called_to_id } = stay;
  // One row even where there is neither: each is joined to the account.
  const rows = await db
    .selectDistinctOn([account.id], {
      account_id: account.id,
      booking_status: booking.status,
      is_cohost: sql<boolean>`coalesce(${booking.is_cohost}, false)`,
      stay: { id, joined_at, left_at, left_reason, tab, breakout_id, is_called, called_to_id },
    })
    .from(account)
    .leftJoin(booking, and(eq(booking.session_id, session_id), eq(booking.account_id, account.id)))
    .leftJoin(stay, and(eq(stay.session_id, session_id), eq(stay.account_id, account.id)))
    .where(sql`${account.id} = any(${sql.param(account_ids)}::int[])`)
    .orderBy(account.id, sql`${id} desc nulls last`);
  return new Map(rows.map(({ account_id, ...part }) => [account_id, part]));
}
