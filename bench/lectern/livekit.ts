import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessToken, RoomServiceClient, TrackSource, type VideoGrant } from 'livekit-server-sdk';

/** A LiveKit server on loopback. */
export interface LiveKit {
  url: string;
  rooms: RoomServiceClient;
  token(identity: string, grant: VideoGrant): Promise<string>;
  /** Gives a hidden participant all that one in the session has. */
  raise(room: string, identity: string): Promise<void>;
}

export interface LiveKitKeys {
  key: string;
  secret: string;
}

export interface LiveKitOptions {
  binary: string;
  port: number;
  logFile: string;
  /** What follows under `rtc:` in the configuration, in YAML, for trying one setting against another. */
  rtc: string;
}

const ownKeys: LiveKitKeys = { key: 'bench', secret: 'bench-secret-bench-secret-bench-secret' };

export const everyRight: VideoGrant = { canSubscribe: true, canPublish: true, canPublishData: false };
export const noRight: VideoGrant = { hidden: true, canSubscribe: false, canPublish: false, canPublishData: false };

/** One that runs already. */
export function liveKitAt(port: number, { key, secret }: LiveKitKeys): LiveKit {
  const rooms = new RoomServiceClient(`http://127.0.0.1:${port}`, key, secret);
  return {
    url: `ws://127.0.0.1:${port}`,
    rooms,
    token(identity, grant) {
      const token = new AccessToken(key, secret, { identity, ttl: '10m' });
      token.addGrant({ roomJoin: true, ...grant });
      return token.toJwt();
    },
    async raise(room, identity) {
      await rooms.updateParticipant(room, identity, {
        permission: {
          hidden: false,
          canSubscribe: true,
          canPublish: true,
          canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
          canPublishData: false,
        },
      });
    },
  };
}

/** One of the bench's own. */
export async function startLiveKit(options: LiveKitOptions): Promise<LiveKit & { stop(): Promise<void> }> {
  const child = spawn(options.binary, ['--config-body', config(options)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(options.logFile);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  await untilUp(child, options);
  return {
    ...liveKitAt(options.port, ownKeys),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function config(options: LiveKitOptions): string {
  return [
    `port: ${options.port}`,
    'bind_addresses: [127.0.0.1]',
    'rtc:',
    `  tcp_port: ${options.port + 1}`,
    `  udp_port: ${options.port + 2}`,
    '  node_ip: 127.0.0.1',
    '  use_external_ip: false',
    '  enable_loopback_candidate: true',
    ...options.rtc.split('\n').map((line) => `  ${line}`),
    'logging: { level: debug, json: true }',
    `keys: { ${ownKeys.key}: ${ownKeys.secret} }`,
  ].join('\n');
}

async function untilUp(child: ChildProcess, options: LiveKitOptions): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`LiveKit ended at once; see ${options.logFile}`);
    const up = await fetch(`http://127.0.0.1:${options.port}`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error(`LiveKit did not answer on port ${options.port}; see ${options.logFile}`);
}
