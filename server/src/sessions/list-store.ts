import { OVER, type Session, type SessionListQuery } from '@lectern/contract';
import {
  and,
  asc,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Executor } from '#db/connect.ts';
import { account, booking, session } from '#db/schema.ts';
import type { Actor } from './policy.ts';
import { selectSessions, toSession } from './store.ts';

const over = [...OVER];

/** The sessions that `actor` may see and asks for, `limit` at most, after `cursor`. */
export async function listSessions(
  db: Executor,
  actor: Actor,
  query: SessionListQuery,
  after: Position | null,
): Promise<{ items: Session[]; next: Position | null }> {
  const soonestFirst = query.when === 'upcoming';
  const direction = soonestFirst ? asc : desc;
  const rows = await selectSessions(db, actor.id)
    .where(
      and(
        visibleTo(actor),
        belongsTo(query.list, actor),
        matches(query),
        after ? beyond(after, soonestFirst) : undefined,
      ),
    )
    .orderBy(direction(session.listed_at), direction(session.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1)?.session;
  return {
    items: page.map(toSession),
    next: rows.length > query.limit && last ? { listed_at: last.listed_at, id: last.id } : null,
  };
}

/** Where a page ended. */
export interface Position {
  listed_at: Date;
  id: number;
}

function beyond(after: Position, soonestFirst: boolean): SQL {
  const side = sql.raw(soonestFirst ? '>' : '<');
  return sql`(${session.listed_at}, ${session.id}) ${side} (${after.listed_at.toISOString()}::timestamptz, ${after.id})`;
}

function visibleTo(actor: Actor): SQL | undefined {
  if (actor.is_admin) return undefined;
  return or(eq(session.is_public, true), eq(session.creator_id, actor.id), isNotNull(booking.id));
}

function belongsTo(list: SessionListQuery['list'], actor: Actor): SQL | undefined {
  switch (list) {
    case 'all':
      return undefined;
    case 'created':
      return eq(session.creator_id, actor.id);
    case 'joined':
      return and(isNotNull(booking.id), ne(booking.status, 'withdrawn'));
    case 'open':
      return and(
        inArray(session.status, ['approved', 'scheduled', 'ongoing']),
        ne(session.creator_id, actor.id),
        or(isNull(booking.id), eq(booking.status, 'withdrawn')),
      );
    default:
      return list satisfies never;
  }
}

function matches(query: SessionListQuery): SQL | undefined {
  const words = query.q?.split(/\s+/).filter(Boolean).slice(0, 10) ?? [];
  return and(
    ...words.map(contains),
    query.status && eq(session.status, query.status),
    query.when === 'upcoming' ? notInArray(session.status, over) : undefined,
    query.when === 'past' ? inArray(session.status, over) : undefined,
    query.from ? gte(session.listed_at, new Date(query.from)) : undefined,
    query.to ? lt(session.listed_at, new Date(query.to)) : undefined,
  );
}

function contains(word: string): SQL | undefined {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(session.title, pattern),
    ilike(session.description, pattern),
    ilike(account.first_name, pattern),
    ilike(account.last_name, pattern),
    ilike(account.username, pattern),
  );
}

/** The running sessions and the scheduled ones whose time may have come: what the clock looks at. */
export async function listWatched(db: Executor) {
  return db
    .select({
      id: session.id,
      status: session.status,
      scheduled_start: session.scheduled_start,
      scheduled_end: session.scheduled_end,
      started_at: session.started_at,
      breakouts_ends_at: session.breakouts_ends_at,
      breakouts_closed_at: session.breakouts_closed_at,
    })
    .from(session)
    .where(
      or(
        eq(session.status, 'ongoing'),
        and(eq(session.status, 'scheduled'), lt(session.scheduled_start, sql`now() + interval '1 minute'`)),
      ),
    );
}

/** The ids of the running sessions. */
export async function listOngoing(db: Executor): Promise<number[]> {
  const rows = await db.select({ id: session.id }).from(session).where(eq(session.status, 'ongoing'));
  return rows.map((row) => row.id);
}
