import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type LiveKit, liveKitAt } from './livekit.ts';

const root = resolve(import.meta.dirname, '../..');

/** A whole Lectern: server, PostgreSQL and LiveKit, on free ports and with a data folder of its own. */
export interface Site {
  origin: string;
  livekit: LiveKit;
  livekitPid(): Promise<number>;
  pid: number;
  stop(): Promise<void>;
}

export interface SiteOptions {
  livekit: string;
  data: string;
  /** What node itself is to be told, `--inspect` for one. */
  node?: string[];
}

export async function startSite({ livekit, data, node = [] }: SiteOptions): Promise<Site> {
  await buildWebApp();
  await mkdir(data);
  const [port, signalling, tcp, udp] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const server = spawn(process.execPath, [...node, join(root, 'server/src/main.ts')], {
    cwd: data,
    env: {
      ...process.env,
      PORT: String(port),
      LECTERN_DATA: data,
      LIVEKIT_BINARY: livekit,
      LIVEKIT_PORT: String(signalling),
      LIVEKIT_TCP_PORT: String(tcp),
      LIVEKIT_UDP_PORT: String(udp),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((ready, fail) => {
    let said = '';
    server.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Lectern is ready at')) ready();
    });
    server.once('exit', (code) => fail(new Error(`Lectern ended with ${code}:\n${said}`)));
  });
  const { livekitApiKey, livekitApiSecret } = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8'));
  return {
    origin: `http://127.0.0.1:${port}`,
    livekit: liveKitAt(signalling, { key: String(livekitApiKey), secret: String(livekitApiSecret) }),
    pid: server.pid ?? 0,
    async livekitPid() {
      return Number(JSON.parse(await readFile(join(data, 'livekit/running.json'), 'utf8')).pid);
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}

/** Only where there is none: whoever changes the app builds it. */
async function buildWebApp(): Promise<void> {
  if (existsSync(join(root, 'web/dist/index.html'))) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = spawn(process.execPath, [vite, 'build'], {
    cwd: join(root, 'web'),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [trouble, [code]] = await Promise.all([text(build.stderr), once(build, 'exit')]);
  if (code !== 0) throw new Error(`The web app could not be built:\n${trouble}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
