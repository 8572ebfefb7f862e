import { type EventData, type EventType, SessionEvent } from '@lectern/contract';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { session, sessionEvent } from '#db/schema.ts';

/** Who gets an event: see `Audience`. A room is a breakout, or with null the main room. */
export type EventAudience =
  | { to: 'public' | 'everyone' | 'hosts' }
  | { to: 'account' | 'self'; account_id: number }
  | { to: 'room'; breakout_id: number | null }
  | { to: 'private'; breakout_id: number | null; account_id: number }
  | { to: 'breakout'; breakout_id: number };

/** One row of the log: the event, and who may read it. */
export interface LoggedEvent {
  event: SessionEvent;
  audience: EventAudience;
}

export interface NewEvent<T extends EventType = EventType> {
  session_id: number;
  at: Date;
  actor_id: number | null;
  type: T;
  data: EventData<T>;
  audience: EventAudience;
}

/**
 * Writes one event with the session's next number. The number is taken from the session's row in the same
 * transaction: a rollback leaves no gap, and the row lock puts the commands of one session in order.
 */
export async function appendEvent<T extends EventType>(tx: Tx, entry: NewEvent<T>): Promise<void> {
  const { session_id, at, type, actor_id, audience } = entry;
  const audience_account_id = 'account_id' in audience ? audience.account_id : null;
  const audience_breakout_id = 'breakout_id' in audience ? audience.breakout_id : null;
  const { rowCount } = await tx.execute(sql`
    with numbered as (update session set last_seq = last_seq + 1 where id = ${session_id} returning last_seq)
    insert into session_event (session_id, seq, at, type, actor_id, audience, audience_account_id,
      audience_breakout_id, data)
    select ${session_id}::int, last_seq, ${at.toISOString()}::timestamptz, ${type}, ${actor_id}::int,
      ${audience.to}::event_audience, ${audience_account_id}::int, ${audience_breakout_id}::int,
      ${JSON.stringify(entry.data)}::jsonb
    from numbered`);
  if (rowCount !== 1) throw new Error(`No session ${session_id} to write an event for`);
}

/** The events after `after`, in order, `limit` at most. */
export async function readEvents(
  db: Executor,
  session_id: number,
  after: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await db
    .select()
    .from(sessionEvent)
    .where(and(eq(sessionEvent.session_id, session_id), gt(sessionEvent.seq, after)))
    .orderBy(asc(sessionEvent.seq))
    .limit(limit);
  return rows.map((row) => {
    const { seq, at, type, actor_id, data } = row;
    return {
      event: SessionEvent.parse({ session_id, seq, at: at.toISOString(), type, actor_id, data }),
      audience: audienceOf(row),
    };
  });
}

function audienceOf(row: typeof sessionEvent.$inferSelect): EventAudience {
  const { audience: to, audience_breakout_id: breakout_id } = row;
  const account_id = row.audience_account_id ?? 0;
  switch (to) {
    case 'public':
    case 'everyone':
    case 'hosts':
      return { to };
    case 'account':
    case 'self':
      return { to, account_id };
    case 'room':
      return { to, breakout_id };
    case 'private':
      return { to, breakout_id, account_id };
    case 'breakout':
      return { to, breakout_id: breakout_id ?? 0 };
    default:
      return to satisfies never;
  }
}

/** All of a session's events of these types, in order. */
export async function readEventsOf<T extends EventType>(
  db: Executor,
  session_id: number,
  types: readonly T[],
): Promise<Extract<SessionEvent, { type: T }>[]> {
  const rows = await db
    .select()
    .from(sessionEvent)
    .where(and(eq(sessionEvent.session_id, session_id), inArray(sessionEvent.type, [...types])))
    .orderBy(asc(sessionEvent.seq));
  const wanted = (event: SessionEvent): event is Extract<SessionEvent, { type: T }> =>
    types.some((type) => type === event.type);
  return rows
    .map(({ seq, at, type, actor_id, data }) =>
      SessionEvent.parse({ session_id, seq, at: at.toISOString(), type, actor_id, data }),
    )
    .filter(wanted);
}

/** The number of the session's last event, or null where there is no such session. */
export async function readLastSeq(db: Executor, session_id: number): Promise<number | null> {
  const [row] = await db.select({ seq: session.last_seq }).from(session).where(eq(session.id, session_id));
  return row?.seq ?? null;
}

/** The same for several sessions at once. */
export async function readLastSeqs(db: Executor, session_ids: number[]): Promise<Map<number, number>> {
  if (session_ids.length === 0) return new Map();
  const rows = await db
    .select({ id: session.id, seq: session.last_seq })
    .from(session)
    .where(inArray(session.id, session_ids));
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}
