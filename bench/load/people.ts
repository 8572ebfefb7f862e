import { createHmac, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Site } from './site.ts';

/** A running session with people in it. */
export interface Room {
  session_id: number;
  /** The host's first, then the learners'. */
  cookies: string[];
}

/**
 * Written straight into the tables, as one day's use would have left them: a thousand sign-ups would take longer than
 * what is measured. Everybody is inside.
 */
export async function openRoom(site: Site, people: number): Promise<Room> {
  const db = await site.connectDatabase();
  try {
    const ids = await insertAccounts(db, people);
    const cookies = await signIn(db, ids, await site.authSecret());
    return { session_id: await insertSession(db, ids), cookies };
  } finally {
    await db.end();
  }
}

async function insertAccounts(db: pg.Client, many: number): Promise<number[]> {
  const tag = randomBytes(4).toString('hex');
  const { rows } = await db.query<{ id: number }>(
    `insert into account (name, email, username, first_name, last_name)
     select 'Person ' || n, $1 || n || '@example.org', 'p' || $1 || '.' || n, 'Person', 'Number ' || n
     from generate_series(1, $2::int) n returning id`,
    [tag, many],
  );
  return rows.map(({ id }) => id);
}

async function signIn(db: pg.Client, ids: number[], secret: string): Promise<string[]> {
  const tokens = ids.map(() => randomBytes(24).toString('base64url'));
  await db.query(
    `insert into sign_in (token, account_id, expires_at)
     select token, account_id, now() + interval '7 days' from unnest($1::text[], $2::int[]) as one(token, account_id)`,
    [tokens, ids],
  );
  return tokens.map((token) => {
    const signature = createHmac('sha256', secret).update(token).digest('base64');
    return `lectern.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  });
}

async function insertSession(db: pg.Client, [host, ...learners]: number[]): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into session (creator_id, title, description, status, scheduled_start, created_at, started_at)
     values ($1, 'Bench', '', 'ongoing', now(), now(), now()) returning id`,
    [host],
  );
  const session_id = rows[0]?.id ?? 0;
  await db.query(`insert into board_page (session_id, name) values ($1, '')`, [session_id]);
  await db.query(
    `insert into booking (session_id, account_id, status, message, created_at, decided_at)
     select $1, id, 'approved', '', now(), now() from unnest($2::int[]) id`,
    [session_id, learners],
  );
  await db.query(
    `insert into live_session_participant (session_id, account_id, joined_at)
     select $1, id, now() from unnest($2::int[]) id`,
    [session_id, [host, ...learners]],
  );
  await db.query('analyze');
  return session_id;
}
