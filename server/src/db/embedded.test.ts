import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isRunning } from '#processes/running-process.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';

const password = "it's a p@ss/word";
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let base: string;
let dir: string;
let postgres: EmbeddedPostgres | null = null;

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'pg-'));
  await chmod(base, 0o711);
  dir = path.join(base, 'postgres');
});

afterEach(async () => {
  await postgres?.stop();
  postgres = null;
  await rm(base, { recursive: true });
});

async function start(options: { durable?: boolean } = {}): Promise<EmbeddedPostgres> {
  postgres = await startEmbeddedPostgres({ dir, password, log, durable: false, ...options });
  return postgres;
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres?.url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that runs the database of this folder until it is killed. */
async function startElsewhere(): Promise<{ server: ChildProcess; postgresPid: number }> {
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)});
    const log = { info() {}, warn() {}, error() {} };
    const postgres = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)}, password: ${JSON.stringify(password)}, log });
    process.send(postgres.pid());`;
  const server = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [postgresPid] = await once(server, 'message');
  return { server, postgresPid };
}

test('a site has its database durable, in UTF-8, and without a TCP port', async () => {
  await start({ durable: true });
  const settings = await query(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages, current_setting('listen_addresses') as tcp,
      current_setting('server_encoding') as encoding, current_setting('password_encryption') as passwords,
      current_database() as database, 'ß' > 'z' as by_code_point`,
  );
  expect(settings).toEqual([
    {
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      tcp: '',
      encoding: 'UTF8',
      passwords: 'scram-sha-256',
      database: 'lectern',
      by_code_point: true,
    },
  ]);
});

test('it keeps what it has over stop and start, and stop leaves no process', async () => {
  const first = await start();
  const pid = first.pid() ?? 0;
  await query('create table kept as select 1 as one');
  await first.stop();
  expect(await isRunning(pid)).toBe(false);
  await start();
  expect(await query('select one from kept')).toEqual([{ one: 1 }]);
});

test('one that a killed server left behind is ended, and nothing committed is lost', async () => {
  const { server, postgresPid } = await startElsewhere();
  server.kill('SIGKILL');
  await once(server, 'exit');
  expect(await isRunning(postgresPid)).toBe(true);
  await start();
  expect(await isRunning(postgresPid)).toBe(false);
  expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('a pid file that names a process of somebody else is not believed', async () => {
  await (await start()).stop();
  // PostgreSQL itself would believe it, since the process belongs to its own user.
  const { uid, gid } = await stat(path.join(dir, 'cluster'));
  const stranger = spawn('sleep', ['600'], { stdio: 'ignore', ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
  try {
    await writeFile(path.join(dir, 'cluster', 'postmaster.pid'), `${stranger.pid}\n${dir}/cluster\n`);
    await start();
    expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('it is started again when it is killed', async () => {
  const first = await start({ durable: true });
  await query('create table kept as select 1 as one');
  const pid = first.pid() ?? 0;
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(async () => expect(await query('select one from kept')).toEqual([{ one: 1 }]), {
    timeout: 60_000,
    interval: 50,
  });
  expect(first.pid()).not.toBe(pid);
  expect(log.error).toHaveBeenCalledWith(expect.anything(), expect.stringMatching(/ended by itself/));
});

test('a first start that was cut short is begun anew', async () => {
  await (await start()).stop();
  await rm(path.join(dir, 'cluster'), { recursive: true });
  await writeFile(path.join(dir, 'unfinished'), 'half a database');
  await start();
  expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(dir)).not.toContain('unfinished');
});

test('a wrong password is explained', async () => {
  await (await start()).stop();
  const wrong = startEmbeddedPostgres({ dir, password: 'wrong', log, durable: false });
  await expect(wrong).rejects.toThrow(/does not accept the password/);
});

test('files it cannot use are explained by its own last words', async () => {
  await (await start()).stop();
  await writeFile(path.join(dir, 'cluster', 'PG_VERSION'), '9\n');
  await expect(start()).rejects.toThrow(/does not start.*\n.*FATAL/);
});

test.runIf(process.getuid?.() === 0)('as root it runs in a folder that its own user may not enter', async () => {
  await chmod(base, 0o700);
  await start();
  expect(await query('create table kept as select 1 as one')).toEqual([]);
  const pid = postgres?.pid();
  await postgres?.stop();
  await start();
  expect(postgres?.pid()).not.toBe(pid);
  expect(await query('select one from kept')).toEqual([{ one: 1 }]);
});

test('a path too long for a socket is no hindrance', async () => {
  dir = path.join(base, 'x'.repeat(100), 'postgres');
  await start();
  expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
});
