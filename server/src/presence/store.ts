import type { User } from '@lectern/contract';
import { and, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import type { Database, Executor } from '#db/connect.ts';
import { account, presence, serverInstance } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

export type PresenceRow = typeof presence.$inferSelect;

/** A server that has not been heard of for this long is gone, and its connections with it. */
const SILENT = sql`interval '8 seconds'`;
/** By the database's clock: the servers' own may differ. */
const lastHeard = sql`clock_timestamp() - ${SILENT}`;

/** Says that this server is there. True where nobody knew it: then nobody knows of its connections either. */
export async function beat(db: Executor, id: string): Promise<boolean> {
  const [row] = await db
    .insert(serverInstance)
    .values({ id, seen_at: sql`clock_timestamp()` })
    .onConflictDoUpdate({ target: serverInstance.id, set: { seen_at: sql`clock_timestamp()` } })
    .returning({ is_new: sql<boolean>`xmax = 0` });
  return row?.is_new ?? false;
}

/** Forgets servers that are gone; the sessions that had connections to them. */
export async function forgetSilentServers(db: Database): Promise<number[]> {
  return db.transact(async (tx) => {
    const silent = await tx
      .select({ id: serverInstance.id })
      .from(serverInstance)
      .where(lt(serverInstance.seen_at, lastHeard))
      .for('update', { skipLocked: true });
    if (silent.length === 0) return [];
    const ids = silent.map(({ id }) => id);
    const sessions = await tx
      .selectDistinct({ id: presence.session_id })
      .from(presence)
      .where(inArray(presence.server_id, ids));
    await tx.delete(serverInstance).where(inArray(serverInstance.id, ids));
    return sessions.map(({ id }) => id);
  });
}

export async function forgetServer(db: Executor, id: string): Promise<void> {
  await db.delete(serverInstance).where(eq(serverInstance.id, id));
}

export async function writePresence(db: Executor, rows: PresenceRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(presence)
    .values(rows)
    .onConflictDoUpdate({
      target: [presence.server_id, presence.socket_id, presence.session_id],
      set: { place: sql`excluded.place`, hidden: sql`excluded.hidden`, since: sql`excluded.since` },
    });
}

export async function deletePresence(
  db: Executor,
  server_id: string,
  keys: Pick<PresenceRow, 'socket_id' | 'session_id'>[],
): Promise<void> {
  if (keys.length === 0) return;
  const which = keys.map((key) => and(eq(presence.socket_id, key.socket_id), eq(presence.session_id, key.session_id)));
  await db.delete(presence).where(and(eq(presence.server_id, server_id), or(...which)));
}

/** Everybody's connections to a session, on all servers that are there. */
export async function listPresence(
  db: Executor,
  session_id: number,
): Promise<(Pick<PresenceRow, 'place' | 'hidden' | 'since'> & { user: User })[]> {
  return db
    .select({ place: presence.place, hidden: presence.hidden, since: presence.since, user: userColumns })
    .from(presence)
    .innerJoin(serverInstance, eq(serverInstance.id, presence.server_id))
    .innerJoin(account, eq(account.id, presence.account_id))
    .where(and(eq(presence.session_id, session_id), gt(serverInstance.seen_at, lastHeard)));
}
