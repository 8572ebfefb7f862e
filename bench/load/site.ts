import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pinned, SERVER_CORE } from './cores.ts';

const MAIN = resolve(import.meta.dirname, '../../server/src/main.ts');

/** A server and its PostgreSQL, with a data folder of its own. It is never asked for a media token, so there is no LiveKit. */
export interface Site {
  origin: string;
  pid: () => number;
  /** PostgreSQL's own first process. */
  databasePid: () => Promise<number>;
  authSecret: () => Promise<string>;
  connectDatabase: () => Promise<pg.Client>;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface SiteOptions {
  env?: Record<string, string>;
  everywhere?: boolean;
}

/** `env`: more settings; `everywhere`: on all cores, for what the server has others do. */
export async function openSite({ env = {}, everywhere = false }: SiteOptions = {}): Promise<Site> {
  const base = await mkdtemp(join(tmpdir(), 'bench-'));
  // PostgreSQL's own user passes through.
  await chmod(base, 0o711);
  const data = join(base, 'data');
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const words = [process.execPath, ...serverOptions(), MAIN];
    const [command = '', args] = everywhere ? [words[0], words.slice(1)] : pinned(SERVER_CORE, words);
    const { PATH, TMPDIR } = process.env;
    child = spawn(command, args, {
      cwd: base,
      env: {
        PATH,
        TMPDIR,
        PORT: String(port),
        LECTERN_DATA: data,
        LIVEKIT_URL: 'http://127.0.0.1:9',
        LIVEKIT_API_KEY: 'key',
        LIVEKIT_API_SECRET: 'a-media-secret-of-the-bench-that-is-long-enough',
        LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = child;
    await new Promise<void>((ready, fail) => {
      let said = '';
      started.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Lectern is ready at')) ready();
      });
      started.once('exit', (code) => fail(new Error(`Lectern ended with ${code}:\n${said}`)));
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async function secret(name: string): Promise<string> {
    return String(JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8'))[name]);
  }

  /** Process, data folder, start, port, socket folder: PostgreSQL says where it is, line by line. */
  const postmaster = async () => (await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n');

  await start();
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: () => child?.pid ?? 0,
    databasePid: async () => Number((await postmaster())[0]),
    authSecret: () => secret('authSecret'),
    async connectDatabase() {
      const [, , , databasePort, host] = await postmaster();
      const password = await secret('databasePassword');
      const client = new pg.Client({
        host,
        port: Number(databasePort),
        user: 'lectern',
        database: 'lectern',
        password,
      });
      await client.connect();
      return client;
    },
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      await sleep(100);
      await rm(base, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What node itself is to be told, `--cpu-prof` for one. */
function serverOptions(): string[] {
  return (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter((one) => one !== '');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
