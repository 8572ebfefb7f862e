import { eq, type SQL, sql } from 'drizzle-orm';
import type { Database, Executor } from '#db/connect.ts';
import { document, documentUpdate, recordedUpdate } from '#db/schema.ts';

/** One row of a document's log: an update, or several merged. */
export interface LoggedUpdate {
  /** Its number, or of the last that was merged into it. */
  seq: number;
  data: Uint8Array;
}

/** Where a document's log stands. */
export interface Position {
  seq: number;
  /** What the rows come to. */
  bytes: number;
}

/** Makes the document if nobody has opened it before, and reads all that was changed in it. */
export async function openDocument(db: Executor, name: string, session_id: number): Promise<LoggedUpdate[]> {
  await db.insert(document).values({ name, session_id }).onConflictDoNothing();
  const { seq, data } = documentUpdate;
  return db.select({ seq, data }).from(documentUpdate).where(eq(documentUpdate.document_name, name)).orderBy(seq);
}

/**
 * Writes an update behind the document's last one, in one statement and durably, and says where the log stands then. Null:
 * there is no such document any more. The numbers of a document are visible in their order: its row is held until they are.
 * While the document is being recorded it is kept for the recording too, with its time.
 */
export async function appendUpdate(db: Executor, name: string, update: Uint8Array, at: Date): Promise<Position | null> {
  const { rows } = await db.execute<{ seq: number; bytes: number }>(sql`
    with moved as (
      update ${document} set seq = seq + 1, bytes = bytes + ${update.length} where name = ${name}
      returning seq, bytes, recording_id
    ), added as (
      insert into ${documentUpdate} (document_name, seq, data)
      select ${name}, moved.seq, ${sql.param(update)}::bytea from moved
      returning data
    ), recorded as (
      insert into ${recordedUpdate} (recording_id, document_name, at, data)
      select moved.recording_id, ${name}, ${at.toISOString()}::timestamptz, added.data from moved, added
      where moved.recording_id is not null
    ) select seq, bytes from moved`);
  return rows[0] ?? null;
}

/** What was written behind these numbers, by document; a document that is gone is not in it. */
export async function readBehind(db: Executor, seen: Map<string, number>): Promise<Map<string, LoggedUpdate[]>> {
  const rows = await db
    .select({ name: document.name, seq: documentUpdate.seq, data: documentUpdate.data })
    .from(document)
    .innerJoin(
      sql`unnest(${sql.param([...seen.keys()])}::text[], ${sql.param([...seen.values()])}::int[]) as seen (name, seq)`,
      sql`seen.name = ${document.name}`,
    )
    .leftJoin(
      documentUpdate,
      sql`${documentUpdate.document_name} = ${document.name} and ${documentUpdate.seq} > seen.seq`,
    )
    .orderBy(document.name, documentUpdate.seq);
  const found = new Map<string, LoggedUpdate[]>();
  for (const { name, seq, data } of rows) {
    const known = found.get(name) ?? [];
    found.set(name, known);
    if (seq !== null && data !== null) known.push({ seq, data });
  }
  return found;
}

export async function deleteDocument(db: Executor, name: string): Promise<void> {
  await db.delete(document).where(eq(document.name, name));
}

/** What is to become of a part of the log: these rows go, and this one stands for them. */
export interface Merged {
  rows: number[];
  data: Uint8Array;
}

/**
 * Merges a part of a document's log into one row. `choose` says from the rows' sizes which part, `merge` does it. One
 * server at a time; whoever writes or reads is not held up. Says where the log stands, or null where nothing was done.
 */
export function compactLog(
  db: Database,
  name: string,
  choose: (rows: { seq: number; size: number }[]) => number[],
  merge: (rows: LoggedUpdate[], whole: boolean) => Merged | null,
): Promise<Position | null> {
  return db.transact(async (tx) => {
    const locked = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('lectern.document'), hashtext(${name})) as free`,
    );
    if (!locked.rows[0]?.free) return null;
    const { seq, data } = documentUpdate;
    const of: SQL = eq(documentUpdate.document_name, name);
    const all = await tx
      .select({ seq, size: sql<number>`length(${data})` })
      .from(documentUpdate)
      .where(of)
      .orderBy(seq);
    const chosen = choose(all);
    if (chosen.length < 2) return null;
    const among = (rows: number[]) => sql`${of} and ${seq} = any(${sql.param(rows)}::int[])`;
    const rows = await tx.select({ seq, data }).from(documentUpdate).where(among(chosen)).orderBy(seq);
    const merged = merge(rows, chosen.length === all.length);
    const last = merged?.rows.at(-1);
    if (!merged || last === undefined) return null;
    const before = all.reduce((sum, one) => sum + (merged.rows.includes(one.seq) ? one.size : 0), 0);
    await tx.delete(documentUpdate).where(among(merged.rows));
    await tx.insert(documentUpdate).values({ document_name: name, seq: last, data: merged.data });
    const [position] = await tx
      .update(document)
      .set({ bytes: sql`${document.bytes} - ${before - merged.data.length}` })
      .where(eq(document.name, name))
      .returning({ seq: document.seq, bytes: document.bytes });
    return position ?? null;
  });
}
