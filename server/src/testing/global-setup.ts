import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '#db/connect.ts';
import { startEmbeddedPostgres } from '#db/embedded.ts';
import { installJobs } from '#jobs/store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the run's PostgreSQL; its database `template` is migrated and empty. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run. Each test file copies the migrated template into a database of its own. */
export default async function startPostgres(project: TestProject) {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-test-'));
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const postgres = await startEmbeddedPostgres({ dir, password: 'test', log, durable: false, maxConnections: 200 });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('CREATE DATABASE template');
  await client.end();
  await migrateDatabase(databaseUrl(postgres.url, 'template'));
  await installJobs(databaseUrl(postgres.url, 'template'));
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

/** The same server's address with another database. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
