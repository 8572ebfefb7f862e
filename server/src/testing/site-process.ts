import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { endProcess, identify } from '#processes/running-process.ts';
import { freePorts } from '#testing/free-ports.ts';

const MAIN = path.resolve(import.meta.dirname, '../main.ts');

export type SiteProcess = Awaited<ReturnType<typeof createSiteProcess>>;

const Secrets = z.object({ livekitApiKey: z.string(), livekitApiSecret: z.string() });

/**
 * A real server with its own PostgreSQL, as people run it, which can be killed. With `livekit` it has one of its own; else
 * there is none where it looks for one.
 */
export async function createSiteProcess(options: { livekit?: boolean } = {}) {
  const base = await mkdtemp(path.join(os.tmpdir(), 'torture-'));
  // PostgreSQL's own user passes through.
  await chmod(base, 0o711);
  const data = path.join(base, 'data');
  const { http, nobody, tcp, udp } = await freePorts('http', 'nobody', 'tcp', 'udp');
  const engine = options.livekit
    ? {
        LIVEKIT_BINARY: process.env.LIVEKIT_BINARY ?? 'livekit-server',
        ...{ LIVEKIT_PORT: String(nobody), LIVEKIT_TCP_PORT: String(tcp), LIVEKIT_UDP_PORT: String(udp) },
      }
    : {
        LIVEKIT_URL: `ws://127.0.0.1:${nobody}`,
        ...{ LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'a-media-secret-of-the-tests-that-is-long-enough' },
      };
  let running: { child: ChildProcess; ended: Promise<unknown> } | null = null;

  async function start(): Promise<void> {
    const { PATH, TMPDIR } = process.env;
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH,
        TMPDIR,
        PORT: String(http),
        LECTERN_DATA: data,
        ...engine,
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const ended = once(child, 'exit');
    running = { child, ended };
    let output = '';
    await new Promise<void>((ready, fail) => {
      const hear = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Lectern is ready')) ready();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      ended.then(() => fail(new Error(`The server ended while it started:\n${output}`)), fail);
    });
  }

  /** In whatever it is doing: kill -9. */
  async function kill(): Promise<void> {
    const killed = running;
    running = null;
    killed?.child.kill('SIGKILL');
    await killed?.ended;
  }

  async function killDatabase(): Promise<void> {
    process.kill(await databasePid(), 'SIGKILL');
  }

  async function databasePid(): Promise<number> {
    return Number.parseInt(await readFile(path.join(data, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
  }

  async function liveKitPid(): Promise<number> {
    return z.object({ pid: z.int() }).parse(await readJson('livekit/running.json')).pid;
  }

  /** Where its LiveKit is, and by which keys it is asked. */
  async function livekit() {
    const { livekitApiKey, livekitApiSecret } = Secrets.parse(await readJson('secrets.json'));
    return { url: `http://127.0.0.1:${nobody}`, apiKey: livekitApiKey, apiSecret: livekitApiSecret };
  }

  const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(data, file), 'utf8'));

  async function remove(): Promise<void> {
    await kill();
    const children = [databasePid(), ...(options.livekit ? [liveKitPid()] : [])];
    for (const child of children) {
      const found = await child.then(identify, () => null);
      if (found) await endProcess(found, [{ signal: 'SIGKILL', patienceMs: 10_000 }]);
    }
    await rm(base, { recursive: true, maxRetries: 5 });
  }

  return { origin: `http://127.0.0.1:${http}`, start, kill, killDatabase, liveKitPid, livekit, remove };
}
