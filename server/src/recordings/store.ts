import type { BookingStatus, Recording } from '@lectern/contract';
import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { booking, recording, session } from '#db/schema.ts';
import type { Actor } from '#sessions/policy.ts';
import type { MayOfRecording } from './policy.ts';
import type { RecordingRow } from './run-store.ts';

export type { RecordingRow };

/** A recording, with what of its session it takes to show it and to decide who may. */
export interface FoundRecording {
  row: RecordingRow;
  creator_id: number;
  session_title: string;
  /** Of the account that asks. */
  booking_status: BookingStatus | null;
}

function selectRecordings(db: Executor, account_id: number) {
  return db
    .select({
      row: recording,
      creator_id: session.creator_id,
      session_title: session.title,
      booking_status: booking.status,
    })
    .from(recording)
    .innerJoin(session, eq(session.id, recording.session_id))
    .leftJoin(booking, and(eq(booking.session_id, session.id), eq(booking.account_id, account_id)))
    .$dynamic();
}

export async function findRecording(db: Executor, id: number, account_id: number): Promise<FoundRecording | null> {
  const [found] = await selectRecordings(db, account_id).where(eq(recording.id, id));
  return found ?? null;
}

/** Where a page of the list ended. */
export interface Position {
  listed_at: Date;
  id: number;
}

/** What `actor` may see, latest first, `limit` at most: the same rule as the policy's, for the database. */
export async function listRecordings(
  db: Executor,
  actor: Actor,
  at: Date,
  { limit, after, session_id }: { limit?: number; after?: Position | null; session_id?: number },
): Promise<FoundRecording[]> {
  const query = selectRecordings(db, actor.id)
    .where(
      and(
        isNull(recording.deleted_at),
        visibleTo(actor, at),
        session_id === undefined ? undefined : eq(recording.session_id, session_id),
        after
          ? sql`(${recording.requested_at}, ${recording.id}) < (${after.listed_at.toISOString()}::timestamptz, ${after.id})`
          : undefined,
      ),
    )
    .orderBy(desc(recording.requested_at), desc(recording.id));
  return limit === undefined ? query : query.limit(limit);
}

function visibleTo(actor: Actor, at: Date): SQL | undefined {
  if (actor.is_admin) return undefined;
  return or(
    eq(session.creator_id, actor.id),
    and(
      eq(booking.status, 'approved'),
      eq(recording.state, 'ready'),
      eq(recording.shared_with, 'participants'),
      or(isNull(recording.shared_until), sql`${recording.shared_until} > ${at.toISOString()}::timestamptz`),
    ),
  );
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

export function toRecording({ row, session_title }: FoundRecording, may: MayOfRecording): Recording {
  return {
    id: row.id,
    session: { id: row.session_id, title: session_title },
    title: row.title,
    state: row.state,
    failure: row.failure,
    stopped: row.stopped,
    interruptions: row.interruptions,
    started_at: iso(row.started_at),
    ended_at: iso(row.ended_at),
    duration: row.duration_ms === null ? null : row.duration_ms / 1000,
    size: row.size,
    has_poster: row.has_poster,
    expires_at: iso(row.expires_at),
    sharing: { with: row.shared_with, until: iso(row.shared_until), downloads: row.downloads_shared },
    may: { download: may.download, manage: may.manage },
  };
}
