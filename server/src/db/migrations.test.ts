import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { databaseUrl } from '#testing/global-setup.ts';
import { migrateDatabase } from './connect.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, 'migrations');
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

let folder: string;
let url: string;
let client: pg.Client;
beforeEach(async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  await server.query(`create database ${name}`);
  await server.end();
  url = databaseUrl(inject('postgresUrl'), name);
  client = new pg.Client({ connectionString: url });
  await client.connect();
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-migrations-'));
});
afterEach(async () => {
  await client.end();
  await rm(folder, { recursive: true });
});

/** Brings the database to where it was before this migration. */
async function migrateUntil(tag: string): Promise<void> {
  await cp(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal = Journal.parse(JSON.parse(await readFile(file, 'utf8')));
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((one) => one.tag === tag),
  );
  expect(entries.length).toBeGreaterThan(0);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  await migrate(drizzle(client), { migrationsFolder: folder });
}

test('sessions from before there were boards have a page each', async () => {
  await migrateUntil('0005_board');
  await client.query(
    `insert into account (name, email, username, first_name) values ('I', 'i@example.org', 'ines', 'I')`,
  );
  await client.query(
    `insert into session (creator_id, title, description, status, created_at)
     select account.id, 'Algebra', '', 'approved', now() from account, generate_series(1, 3)`,
  );
  await migrateDatabase(url);
  const { rows } = await client.query(
    `select count(*)::int as pages from session join board_page on session_id = session.id where name = '' group by session.id`,
  );
  expect(rows).toEqual([{ pages: 1 }, { pages: 1 }, { pages: 1 }]);
});
