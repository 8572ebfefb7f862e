import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { StartRefusal } from '#start-refusal.ts';

export interface LiveKitPorts {
  signalling: number;
  tcp: number;
  udp: number;
}

/** LiveKit run by the operator, or by Lectern as a child. Which of the two it is decides what else there is to know. */
export type LiveKitConfig =
  | { kind: 'external'; url: string; apiKey: string; apiSecret: string }
  | { kind: 'child'; binary: string; ports: LiveKitPorts; nodeIp: string | null };

/** An S3-compatible bucket. Without an endpoint it is one of Amazon's. */
export interface BucketConfig {
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
}

export interface RecordingsConfig {
  /** Absolute. What recorders write: workers and servers of one site share it, or the bucket. */
  folder: string;
  /** Where recordings are kept once they are finished; null: in the folder. */
  bucket: BucketConfig | null;
  /** The program that composes downloads and posters. */
  ffmpeg: string;
  /** How many recordings one worker captures at the same time. */
  atOnce: number;
}

export type DatabaseConfig = { kind: 'external'; url: string } | { kind: 'embedded' };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  host: string;
  port: number;
  /** Where people reach the site, without a slash at the end. */
  publicUrl: string;
  /** Absolute. */
  dataFolder: string;
  database: DatabaseConfig;
  /** Absolute. Where files that people send are kept: several servers of one site share it. */
  filesFolder: string;
  recordings: RecordingsConfig;
  /** Who takes the jobs of recordings: a child of this server, or workers that somebody else runs. */
  worker: 'child' | 'none';
  /** Where several servers of one site hear of each other. */
  redisUrl: string | null;
  livekit: LiveKitConfig;
  logLevel: (typeof LOG_LEVELS)[number];
}

const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, 'must be a port number from 1 to 65535')
    .default(standard);

const url = (...protocols: string[]) =>
  z.string().refine(
    (value) => {
      const parsed = URL.canParse(value) ? new URL(value) : null;
      return parsed !== null && protocols.includes(parsed.protocol);
    },
    `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  );

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  PUBLIC_URL: url('http:', 'https:')
    .refine(
      (value) => !URL.canParse(value) || new URL(value).pathname === '/',
      'must be a bare address, without a path',
    )
    .optional(),
  LECTERN_DATA: z.string().default('./data'),
  LECTERN_FILES: z.string().optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  LECTERN_RECORDINGS: z.string().optional(),
  RECORDINGS_S3_ENDPOINT: url('http:', 'https:').optional(),
  RECORDINGS_S3_REGION: z.string().default('us-east-1'),
  RECORDINGS_S3_BUCKET: z.string().optional(),
  RECORDINGS_S3_ACCESS_KEY: z.string().optional(),
  RECORDINGS_S3_SECRET_KEY: z.string().optional(),
  LECTERN_RECORDERS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
    .transform(Number)
    .default(4),
  LECTERN_WORKER: z.enum(['child', 'none'], 'must be child or none').default('child'),
  FFMPEG: z.string().default('ffmpeg'),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  LIVEKIT_URL: url('ws:', 'wss:', 'http:', 'https:').optional(),
  LIVEKIT_API_KEY: z.string().optional(),
  LIVEKIT_API_SECRET: z.string().optional(),
  LIVEKIT_BINARY: z.string().default('livekit-server'),
  LIVEKIT_PORT: port(7880),
  LIVEKIT_TCP_PORT: port(7881),
  LIVEKIT_UDP_PORT: port(7882),
  LIVEKIT_NODE_IP: z
    .string()
    .refine((value) => isIP(value) !== 0, 'must be an IP address')
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('warn'),
});

type Environment = z.infer<typeof environment>;

/** Reads the settings; what cannot be used is refused by the variable's name. An empty variable counts as one that is not set. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path: [name], message }) => {
      const secret = name === 'DATABASE_URL' || name === 'REDIS_URL';
      return `${String(name)} ${message}${secret ? '' : ` (it is "${env[String(name)]}")`}.`;
    });
    throw new StartRefusal(lines.join('\n'));
  }
  const settings = parsed.data;
  const livekit = chooseLiveKit(settings);
  if (livekit.kind === 'child') refuseSharedPorts(settings);
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).origin : originOf(settings.HOST, settings.PORT),
    dataFolder: path.resolve(settings.LECTERN_DATA),
    filesFolder: path.resolve(settings.LECTERN_FILES ?? path.join(settings.LECTERN_DATA, 'files')),
    recordings: {
      folder: path.resolve(settings.LECTERN_RECORDINGS ?? path.join(settings.LECTERN_DATA, 'recordings')),
      bucket: chooseBucket(settings),
      ffmpeg: settings.FFMPEG,
      atOnce: settings.LECTERN_RECORDERS,
    },
    worker: settings.LECTERN_WORKER,
    database: settings.DATABASE_URL ? { kind: 'external', url: settings.DATABASE_URL } : { kind: 'embedded' },
    redisUrl: settings.REDIS_URL ?? null,
    livekit,
    logLevel: settings.LOG_LEVEL,
  };
}

/** Where this machine's own browser finds the server. */
export function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
}

function chooseLiveKit(settings: Environment): LiveKitConfig {
  const { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = settings;
  if (LIVEKIT_URL && LIVEKIT_API_KEY && LIVEKIT_API_SECRET) {
    return { kind: 'external', url: LIVEKIT_URL, apiKey: LIVEKIT_API_KEY, apiSecret: LIVEKIT_API_SECRET };
  }
  const given = Object.entries({ LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET });
  const missing = given.filter(([, value]) => !value).map(([name]) => name);
  if (missing.length < given.length) {
    throw new StartRefusal(
      `${missing.join(' and ')} must be set too: LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together.`,
    );
  }
  const ports = {
    signalling: settings.LIVEKIT_PORT,
    tcp: settings.LIVEKIT_TCP_PORT,
    udp: settings.LIVEKIT_UDP_PORT,
  };
  return { kind: 'child', binary: settings.LIVEKIT_BINARY, ports, nodeIp: chooseNodeIp(settings) };
}

function chooseBucket(settings: Environment): BucketConfig | null {
  const {
    RECORDINGS_S3_BUCKET: bucket,
    RECORDINGS_S3_ACCESS_KEY: accessKey,
    RECORDINGS_S3_SECRET_KEY: secretKey,
  } = settings;
  if (bucket && accessKey && secretKey) {
    const { RECORDINGS_S3_ENDPOINT: endpoint = null, RECORDINGS_S3_REGION: region } = settings;
    return { endpoint, region, bucket, accessKey, secretKey };
  }
  if (!bucket && !accessKey && !secretKey && !settings.RECORDINGS_S3_ENDPOINT) return null;
  throw new StartRefusal(
    'RECORDINGS_S3_BUCKET, RECORDINGS_S3_ACCESS_KEY and RECORDINGS_S3_SECRET_KEY go together: set all of them, or none.',
  );
}

/**
 * The address at which browsers are told to send media. A site only for this machine keeps its media on this machine
 * too. A site on one address uses that one. Otherwise null: LiveKit offers the addresses it finds on the machine.
 */
function chooseNodeIp(settings: Environment): string | null {
  if (settings.LIVEKIT_NODE_IP) return settings.LIVEKIT_NODE_IP;
  const publicHost = settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).hostname : settings.HOST;
  if (isLoopback(settings.HOST)) return isLoopback(publicHost) ? '127.0.0.1' : null;
  return isIP(settings.HOST) && !['0.0.0.0', '::'].includes(settings.HOST) ? settings.HOST : null;
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || /^127\./.test(host) || host === '::1' || host === '[::1]'
  );
}

function refuseSharedPorts(settings: Environment): void {
  const taken = new Map<number, string>();
  for (const name of ['PORT', 'LIVEKIT_PORT', 'LIVEKIT_TCP_PORT'] as const) {
    const other = taken.get(settings[name]);
    if (other) throw new StartRefusal(`${name} and ${other} are both ${settings[name]}; each needs a port of its own.`);
    taken.set(settings[name], name);
  }
}
