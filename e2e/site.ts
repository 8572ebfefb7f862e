import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const Secrets = z.object({ livekitApiKey: z.string(), livekitApiSecret: z.string() });
const Running = z.object({ pid: z.int() });

/** A whole Lectern of a test: server, PostgreSQL and LiveKit, on ports and in a folder of its own. */
export interface Site {
  origin: string;
  /** Where all that lasts of it is. */
  data: string;
  /** LiveKit's own view of the rooms. */
  rooms(): Promise<RoomServiceClient>;
  /** Starts the server again, after `killServer`. */
  start(): Promise<void>;
  /** kill -9, as a crash would. */
  killServer(): Promise<void>;
  killLiveKit(): Promise<void>;
  /** kill -9, and no new one can start until the returned function is called; that returns once one serves again. */
  keepLiveKitAway(): Promise<() => Promise<void>>;
  /** The same token, good for so many seconds from now. */
  shortened(token: string, seconds: number): Promise<string>;
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const data = await mkdtemp(path.join(tmpdir(), 'lectern-e2e-'));
  const [port, signalling, tcp, udp] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const origin = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [path.join(root, 'server/src/main.ts')], {
      cwd: data,
      env: {
        ...process.env,
        PORT: String(port),
        LECTERN_DATA: data,
        LIVEKIT_PORT: String(signalling),
        LIVEKIT_TCP_PORT: String(tcp),
        LIVEKIT_UDP_PORT: String(udp),
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Lectern is ready at')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async function killLiveKit(): Promise<void> {
    process.kill(Running.parse(await readData('livekit/running.json')).pid, 'SIGKILL');
  }

  /** Whoever has its port keeps every new one from starting. */
  async function keepLiveKitAway(): Promise<() => Promise<void>> {
    const squatter = net.createServer((socket) => socket.destroy());
    for (let holds = false; !holds; ) {
      await killLiveKit().catch(() => undefined);
      holds = await new Promise((resolve) => {
        squatter.once('listening', () => resolve(true)).once('error', () => resolve(false));
        squatter.listen(signalling, '127.0.0.1');
      });
      squatter.removeAllListeners('listening').removeAllListeners('error');
    }
    return async () => {
      squatter.close();
      for (const client = await rooms(); ; )
        if (
          await client.listRooms().then(
            () => true,
            () => false,
          )
        )
          return;
    };
  }

  async function rooms(): Promise<RoomServiceClient> {
    const { livekitApiKey, livekitApiSecret } = Secrets.parse(await readData('secrets.json'));
    return new RoomServiceClient(`http://127.0.0.1:${signalling}`, livekitApiKey, livekitApiSecret);
  }

  const readData = async (file: string) => JSON.parse(await readFile(path.join(data, file), 'utf8'));

  await start();
  return {
    origin,
    data,
    start,
    killServer: () => end('SIGKILL'),
    killLiveKit,
    keepLiveKitAway,
    rooms,
    async shortened(token, seconds) {
      const { livekitApiSecret } = Secrets.parse(await readData('secrets.json'));
      const [header = '', payload = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
      const short = { ...claims, exp: Math.floor(Date.now() / 1_000) + seconds };
      const signed = `${header}.${Buffer.from(JSON.stringify(short)).toString('base64url')}`;
      return `${signed}.${createHmac('sha256', livekitApiSecret).update(signed).digest('base64url')}`;
    },
    async stop() {
      if (!server) await start();
      await end('SIGTERM');
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
