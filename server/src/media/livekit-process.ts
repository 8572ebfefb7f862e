import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { z } from 'zod';
import type { LiveKitPorts } from '#config.ts';
import {
  commandLineOf,
  endProcess,
  identify,
  isStillRunning,
  type ProcessIdentity,
} from '#processes/running-process.ts';
import { replaceFile } from '#replace-file.ts';
import { tryJson } from '#try-json.ts';

const LARGEST_LOG_BYTES = 5_000_000;

export interface LiveKitSettings {
  /** The program, by path or by a name on PATH. */
  binary: string;
  ports: LiveKitPorts;
  apiKey: string;
  apiSecret: string;
  /** Where LiveKit reports what happens in its rooms. */
  webhookUrl: string;
  /** Its own folder, for its settings and log. */
  dir: string;
  /** See chooseNodeIp in config.ts. */
  nodeIp: string | null;
}

const note = z.object({
  pid: z.int().positive(),
  startedAt: z.string(),
  /** Of everything that a start depends on: equal means that a running one need not be replaced. */
  fingerprint: z.string(),
  ports: z.object({ signalling: z.int(), tcp: z.int(), udp: z.int() }),
});
export type RunningLiveKit = z.infer<typeof note>;

/** The LiveKit that an earlier server on this folder left behind, when it was killed. */
export async function findRunning(dir: string): Promise<RunningLiveKit | null> {
  const text = await readFile(noteFile(dir), 'utf8').catch(() => 'null');
  const parsed = note.safeParse(tryJson(text));
  if (!parsed.success || !(await isStillRunning(parsed.data))) return null;
  const words = await commandLineOf(parsed.data.pid);
  return words?.includes(configFile(dir)) ? parsed.data : null;
}

export async function spawnLiveKit(settings: LiveKitSettings): Promise<ChildProcess> {
  const { dir, binary } = settings;
  await replaceFile(configFile(dir), `${JSON.stringify(configuration(settings), null, 2)}\n`);
  const log = logFile(dir);
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG_BYTES) await rename(log, `${log}.old`);
  const output = await open(log, 'a', 0o600);
  try {
    // A process group of its own: Ctrl-C in the terminal reaches the server, which stops this child when it is done;
    // and a killed server leaves the media running.
    const child = spawn(binary, ['--config', configFile(dir)], {
      detached: true,
      cwd: dir,
      stdio: ['ignore', output.fd, output.fd],
    });
    child.on('error', () => undefined);
    const identity = child.pid === undefined ? null : await identify(child.pid);
    if (identity) {
      const running: RunningLiveKit = {
        ...identity,
        fingerprint: await fingerprintOf(settings),
        ports: settings.ports,
      };
      await replaceFile(noteFile(dir), `${JSON.stringify(running)}\n`);
    }
    return child;
  } finally {
    await output.close();
  }
}

/** Ends it and with it all media. LiveKit first waits for people to leave; the second signal says not to. */
export async function endLiveKit(identity: ProcessIdentity, dir: string): Promise<void> {
  const ended = await endProcess(identity, [
    { signal: 'SIGINT', patienceMs: 100 },
    { signal: 'SIGINT', patienceMs: 5_000 },
    { signal: 'SIGKILL', patienceMs: 5_000 },
  ]);
  if (!ended) throw new Error(`LiveKit (process ${identity.pid}) does not end; end it yourself.`);
  await rm(noteFile(dir), { force: true });
}

export async function fingerprintOf(settings: LiveKitSettings): Promise<string> {
  const program = await stat(settings.binary).catch(() => null);
  const parts = [configuration(settings), settings.binary, program?.size, program?.mtimeMs];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whether this very LiveKit serves: another one on that port would not know our key. */
export async function answers({ ports, apiKey, apiSecret }: LiveKitSettings): Promise<boolean> {
  try {
    await new RoomServiceClient(addressOf(ports), apiKey, apiSecret, { requestTimeout: 2 }).listRooms(['-']);
    return true;
  } catch {
    return false;
  }
}

export function addressOf(ports: LiveKitPorts): string {
  return `http://127.0.0.1:${ports.signalling}`;
}

export async function lastLogLines(dir: string): Promise<string> {
  const text = await readFile(logFile(dir), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join('\n');
}

/** LiveKit reads YAML, of which JSON is a part. */
function configuration(settings: LiveKitSettings): unknown {
  const { ports, apiKey, apiSecret, nodeIp } = settings;
  const onlyThisMachine = nodeIp === '127.0.0.1';
  return {
    port: ports.signalling,
    // Browsers reach the signalling through our own origin.
    bind_addresses: ['127.0.0.1'],
    keys: { [apiKey]: apiSecret },
    webhook: { api_key: apiKey, urls: [settings.webhookUrl] },
    logging: { level: 'warn', json: true },
    rtc: {
      tcp_port: ports.tcp,
      udp_port: ports.udp,
      use_external_ip: false,
      // A joining browser may lose the first key frame, when it comes before its track is set up. Left at half a second
      // and more, the throttle then keeps the next one back for a second. Senders limit themselves to about 3 a second.
      pli_throttle: { low_quality: '100ms', mid_quality: '100ms', high_quality: '100ms' },
      ...(nodeIp ? { node_ip: nodeIp } : {}),
      ...(onlyThisMachine ? { enable_loopback_candidate: true, ips: { includes: ['127.0.0.0/8'] } } : {}),
    },
    room: { auto_create: true, empty_timeout: 300, departure_timeout: 20 },
  };
}

function configFile(dir: string): string {
  return path.join(dir, 'livekit.yaml');
}

function noteFile(dir: string): string {
  return path.join(dir, 'running.json');
}

function logFile(dir: string): string {
  return path.join(dir, 'livekit.log');
}
