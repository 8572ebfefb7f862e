import path from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig, originOf } from './config.ts';

const external = {
  LIVEKIT_URL: 'wss://media.example.org',
  LIVEKIT_API_KEY: 'key',
  LIVEKIT_API_SECRET: 'a secret of the operator',
};

test('without settings it is a site for this machine with its own PostgreSQL and LiveKit', () => {
  expect(loadConfig({})).toEqual({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    dataFolder: path.resolve('data'),
    filesFolder: path.resolve('data/files'),
    recordings: { folder: path.resolve('data/recordings'), bucket: null, ffmpeg: 'ffmpeg', atOnce: 4 },
    database: { kind: 'embedded' },
    redisUrl: null,
    livekit: {
      kind: 'child',
      binary: 'livekit-server',
      ports: { signalling: 7880, tcp: 7881, udp: 7882 },
      nodeIp: '127.0.0.1',
    },
    worker: 'child',
    logLevel: 'warn',
  });
});

test('the parts an operator runs are used instead', () => {
  const config = loadConfig({ ...external, DATABASE_URL: 'postgres://db/lectern' });
  expect(config.database).toEqual({ kind: 'external', url: 'postgres://db/lectern' });
  expect(config.livekit).toEqual({
    kind: 'external',
    url: external.LIVEKIT_URL,
    apiKey: external.LIVEKIT_API_KEY,
    apiSecret: external.LIVEKIT_API_SECRET,
  });
});

test('an empty variable is one that is not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}));
});

test.each([
  ['PORT', '0'],
  ['PORT', '70000'],
  ['PORT', '80a'],
  ['LIVEKIT_PORT', '-1'],
  ['LIVEKIT_TCP_PORT', '1.5'],
  ['LIVEKIT_UDP_PORT', ' '],
  ['PUBLIC_URL', 'lectern.example.org'],
  ['PUBLIC_URL', 'https://example.org/lectern'],
  ['DATABASE_URL', 'mysql://db'],
  ['REDIS_URL', 'http://redis'],
  ['LIVEKIT_NODE_IP', 'media.example.org'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be`));
});

test('what may hold a password is not repeated', () => {
  expect(() => loadConfig({ DATABASE_URL: 'mysql://me:hunter2@db' })).toThrow(/^(?!.*hunter2)/);
});

test.each(Object.keys(external))('%s alone is refused, naming the others', (name) => {
  const others = Object.keys(external).filter((other) => other !== name);
  const value = external[name as keyof typeof external];
  expect(() => loadConfig({ [name]: value })).toThrow(`${others.join(' and ')} must be set too`);
});

test('recordings are kept in a bucket where there is one, and half of one is refused', () => {
  const bucket = { RECORDINGS_S3_BUCKET: 'b', RECORDINGS_S3_ACCESS_KEY: 'k', RECORDINGS_S3_SECRET_KEY: 's' };
  expect(loadConfig(bucket).recordings.bucket).toEqual({
    endpoint: null,
    region: 'us-east-1',
    bucket: 'b',
    accessKey: 'k',
    secretKey: 's',
  });
  expect(() => loadConfig({ ...bucket, RECORDINGS_S3_SECRET_KEY: '' })).toThrow('RECORDINGS_S3_SECRET_KEY');
  expect(() => loadConfig({ RECORDINGS_S3_ENDPOINT: 'http://store:9000' })).toThrow('RECORDINGS_S3_BUCKET');
});

test('two purposes cannot share a port', () => {
  expect(() => loadConfig({ PORT: '7881' })).toThrow('LIVEKIT_TCP_PORT and PORT are both 7881');
});

test.each([
  [{ HOST: '127.0.0.1' }, '127.0.0.1'],
  [{ HOST: 'localhost', PUBLIC_URL: 'http://localhost:3000' }, '127.0.0.1'],
  [{ HOST: '127.0.0.1', PUBLIC_URL: 'https://lectern.example.org' }, null],
  [{ HOST: '0.0.0.0' }, null],
  [{ HOST: '192.168.1.5' }, '192.168.1.5'],
  [{ HOST: '0.0.0.0', LIVEKIT_NODE_IP: '203.0.113.7' }, '203.0.113.7'],
])('with %o media is offered at %s', (env, nodeIp) => {
  expect(loadConfig(env).livekit).toMatchObject({ nodeIp });
});

test('the site has an address even where it listens on all of them', () => {
  expect(originOf('0.0.0.0', 80)).toBe('http://127.0.0.1:80');
  expect(originOf('::', 3000)).toBe('http://[::1]:3000');
});

test('a worker captures some recordings at the same time, and not none', () => {
  for (const LECTERN_RECORDERS of ['0', '-1', 'many', '1000']) {
    expect(() => loadConfig({ LECTERN_RECORDERS })).toThrow('LECTERN_RECORDERS must be a number');
  }
  expect(loadConfig({ LECTERN_RECORDERS: '12', LECTERN_WORKER: 'none' })).toMatchObject({
    recordings: { atOnce: 12 },
    worker: 'none',
  });
});
