import { fileURLToPath } from 'node:url';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import * as schema from './schema.ts';

type Orm = NodePgDatabase<typeof schema>;

/** A running transaction. */
export type Tx = Parameters<Parameters<Orm['transaction']>[0]>[0];

/** The database or a running transaction: what a store reads from. */
export type Executor = Orm | Tx;

export interface Database {
  orm: Orm;
  /** Runs `work` in one transaction: all of it, or nothing. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` on one unchanging picture of the database. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long a query may wait for a connection before it fails, in milliseconds. */
const CONNECT_TIMEOUT = 5_000;

/** Opens a pool. Nothing is connected until the first query. */
export function connect(url: string, onIdleError: (error: Error) => void, size = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    application_name: 'lectern',
  });
  pool.on('error', onIdleError);
  // The pool listens to idle connections only. One that breaks between two queries of a transaction says so too, and nobody
  // listening would end the process; its next query fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const orm = drizzle(pool, { schema });
  return {
    orm,
    transact: (work) => orm.transaction(work),
    snapshot: (work) => orm.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' }),
    close: () => pool.end(),
  };
}

/** Brings the database up to the newest migration. Several servers starting at once take turns. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('lectern.migrations'))");
    await migrate(drizzle(client), { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
  } finally {
    await client.end();
  }
}

/** The name of the unique constraint that a query broke, or null where the error is another one. */
export function brokenUnique(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError && cause.code === '23505') return cause.constraint ?? '';
  }
  return null;
}

/** Whether PostgreSQL itself is away or going: the request may be tried again later. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    // Class 57P: shutting down or starting; class 08 and the socket's own errors: no connection.
    if (/^(57P0[123]|08\d{3}|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/.test(code)) return true;
    if (/timeout exceeded when trying to connect|Connection terminated|not queryable/.test(cause.message)) return true;
  }
  return false;
}
