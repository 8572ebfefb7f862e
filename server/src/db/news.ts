import { sql } from 'drizzle-orm';
import pg from 'pg';
import { z } from 'zod';
import type { Database } from './connect.ts';

const CHANNEL = 'lectern_news';
/** How long until the next try to reach PostgreSQL, in milliseconds. */
const RETRY_EVERY = 1_000;

/** Tells the servers that a session's log has grown. For processes that are no server: workers and recorders. Never throws. */
export function announceNews(db: Database, session_id: number): void {
  db.orm.execute(sql`select pg_notify(${CHANNEL}, ${String(session_id)})`).catch(() => undefined);
}

export interface NewsListener {
  close(): Promise<void>;
}

export interface NewsListenerParts {
  databaseUrl: string;
  onNews: (session_id: number) => void;
  /** The connection is there, or there again: there may be news that nobody heard of. */
  onReturn: () => void;
}

/** Hears what workers and recorders announce, for as long as it is open. */
export function listenForNews({ databaseUrl, onNews, onReturn }: NewsListenerParts): NewsListener {
  let client: pg.Client | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: databaseUrl, application_name: 'lectern news', keepAlive: true });
    client = fresh;
    fresh.on('notification', ({ payload }) => {
      const session_id = z.coerce.number().int().positive().safeParse(payload);
      if (session_id.success) onNews(session_id.data);
    });
    fresh.on('error', () => undefined);
    fresh.once('end', again);
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
    onReturn();
  }

  function again(): void {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      connect().catch(again);
    }, RETRY_EVERY).unref();
  }

  connect().catch(again);
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
