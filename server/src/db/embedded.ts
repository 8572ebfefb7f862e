import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, realpath, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { BaseLogger } from 'pino';
import { nextRestartDelay } from '#processes/restart-delay.ts';
import { StartRefusal } from '#start-refusal.ts';
import { type Binaries, findBinaries } from './embedded-binaries.ts';
import {
  createCluster,
  dataFolderArgument,
  endOrphan,
  environment,
  lastLines,
  makeFolder,
  PORT_NAME,
  socketFolder,
} from './embedded-cluster.ts';
import { asUser, chooseDatabaseUser, type DatabaseUser } from './embedded-user.ts';

const DATABASE = 'lectern';
const LARGEST_LOG_BYTES = 5_000_000;

export interface EmbeddedPostgresOptions {
  /** Its folder: database files, socket and log. As root it is given to PostgreSQL's user. */
  dir: string;
  password: string;
  log: Pick<BaseLogger, 'info' | 'warn' | 'error'>;
  /** False for tests only: faster, and loses data when the power goes. */
  durable?: boolean;
  maxConnections?: number;
  /** Gives up waiting for it to become ready, and stops it. */
  signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  /** For node-postgres: over a socket file, no TCP port. */
  url: string;
  pid(): number | undefined;
  stop(): Promise<void>;
}

/**
 * Runs a real PostgreSQL as a child on files in `dir`, created at the first start. It is started again when it
 * ends by itself, and outlives a Ctrl-C in the terminal until stop(), so that the server can finish its work first.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { password, log, durable = true, maxConnections = 100 } = options;
  const say = (line: string) => log.info(line);
  await mkdir(options.dir, { recursive: true });
  const dir = await realpath(options.dir);
  const clusterDir = path.join(dir, 'cluster');
  const user = await chooseDatabaseUser(clusterDir, say);
  await makeFolder(dir, user);
  const binaries = await findBinaries(user, say);
  if (!(await stat(path.join(clusterDir, 'PG_VERSION')).catch(() => null))) {
    say('Creating the database.');
    await createCluster({ binaries, user, clusterDir, password, durable });
  }
  const socketDir = await socketFolder(dir, user);
  const dataFolder = await dataFolderArgument(dir, clusterDir, user);
  const child = superviseChild({ binaries, user, clusterDir, dataFolder, socketDir, durable, maxConnections, log });
  const url = (database: string) =>
    `postgresql://lectern:${encodeURIComponent(password)}@localhost:${PORT_NAME}/${database}?host=${encodeURIComponent(socketDir)}`;
  try {
    await child.start();
    await waitUntilReady(url('postgres'), child, options);
    await createDatabase(url('postgres'));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url: url(DATABASE), pid: child.pid, stop: child.stop };
}

interface Supervised {
  start(): Promise<void>;
  stop(): Promise<void>;
  pid(): number | undefined;
  /** Why it is not running, while it is not. */
  failure(): Promise<string | null>;
}

function superviseChild(options: {
  binaries: Binaries;
  user: DatabaseUser;
  clusterDir: string;
  dataFolder: string;
  socketDir: string;
  durable: boolean;
  maxConnections: number;
  log: EmbeddedPostgresOptions['log'];
}): Supervised {
  const { binaries, user, clusterDir, socketDir, log } = options;
  const logFile = path.join(path.dirname(clusterDir), 'postgres.log');
  const settings = {
    listen_addresses: '',
    port: PORT_NAME,
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: String(options.maxConnections),
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  let child: ChildProcess | null = null;
  let stopping = false;
  let startedAt = 0;
  let wait: number | null = null;
  let restart: Promise<void> = Promise.resolve();
  const wakeUp = new AbortController();

  async function start(): Promise<void> {
    await endOrphan(clusterDir, socketDir, (line) => log.warn(line));
    if (stopping) return;
    await shortenLog(logFile);
    const output = await open(logFile, 'a', 0o600);
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    startedAt = Date.now();
    // A process group of its own: Ctrl-C in the terminal reaches the server, which stops this child when it is done.
    const started = spawn(binaries.postgres, ['-D', options.dataFolder, ...args], {
      detached: true,
      cwd: clusterDir,
      stdio: ['ignore', output.fd, output.fd],
      env: environment(),
      ...asUser(user),
    });
    child = started;
    started.once('error', (error) => log.error({ err: error }, 'PostgreSQL could not be started.'));
    started.once('exit', (code, signal) => {
      child = null;
      if (stopping) return;
      wait = nextRestartDelay(wait, Date.now() - startedAt);
      log.error({ code, signal, log: logFile }, `PostgreSQL ended by itself; starting it again in ${wait} ms.`);
      restart = delay(wait, undefined, { signal: wakeUp.signal })
        .then(start)
        .catch((error: unknown) => {
          if (!stopping) log.error({ err: error }, 'PostgreSQL could not be started again.');
        });
    });
    await output.close();
  }

  async function stop(): Promise<void> {
    stopping = true;
    wakeUp.abort();
    await restart;
    const running = child;
    if (!running) return;
    const ended = once(running, 'exit');
    running.kill('SIGINT');
    const firm = setTimeout(() => running.kill('SIGQUIT'), 20_000);
    await ended;
    clearTimeout(firm);
  }

  return {
    start,
    stop,
    pid: () => child?.pid,
    failure: async () => (child ? null : `${await lastLines(logFile)}`),
  };
}

/** There is no time limit: after a crash PostgreSQL first repeats its log, for as long as that takes. */
async function waitUntilReady(url: string, child: Supervised, options: EmbeddedPostgresOptions): Promise<void> {
  let nextNotice = Date.now() + 10_000;
  for (;;) {
    options.signal?.throwIfAborted();
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof pg.DatabaseError && error.code === '28P01') {
        throw new StartRefusal(
          'The database does not accept the password kept beside it; restore both from one backup.',
        );
      }
    }
    const failure = await child.failure();
    if (failure !== null) throw new StartRefusal(`PostgreSQL does not start. Its last words:\n${failure}`);
    if (Date.now() > nextNotice) {
      options.log.info('PostgreSQL is still getting ready.');
      nextNotice = Date.now() + 10_000;
    }
    await delay(20);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function shortenLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found && found.size > LARGEST_LOG_BYTES) await rename(file, `${file}.old`);
}
