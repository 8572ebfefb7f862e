import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isRunning } from '#processes/running-process.ts';
import { freePorts } from '#testing/free-ports.ts';
import type { LiveKitSettings } from './livekit-process.ts';
import { type LocalLiveKit, startLocalLiveKit } from './local-livekit.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let settings: LiveKitSettings;
let livekit: LocalLiveKit | null = null;

beforeEach(async () => {
  settings = {
    binary: process.env.LIVEKIT_BINARY ?? 'livekit-server',
    ports: await freePorts('signalling', 'tcp', 'udp'),
    apiKey: 'key',
    apiSecret: 'a secret that is long enough for LiveKit',
    webhookUrl: 'http://127.0.0.1:9/webhook',
    dir: await mkdtemp(path.join(os.tmpdir(), 'lk-')),
    nodeIp: '127.0.0.1',
  };
});

afterEach(async () => {
  await livekit?.stop();
  livekit = null;
  await rm(settings.dir, { recursive: true });
});

async function start(changes: Partial<LiveKitSettings> = {}): Promise<LocalLiveKit> {
  livekit = await startLocalLiveKit({ ...settings, ...changes, log });
  return livekit;
}

function rooms(): Promise<unknown[]> {
  return new RoomServiceClient(livekit?.url ?? '', settings.apiKey, settings.apiSecret).listRooms();
}

/** A server that is killed while its LiveKit runs. */
async function startElsewhereAndKill(): Promise<number> {
  const code = `
    const { startLocalLiveKit } = await import(${JSON.stringify(new URL('./local-livekit.ts', import.meta.url).href)});
    const log = { info() {}, warn() {}, error() {} };
    const livekit = await startLocalLiveKit({ ...${JSON.stringify(settings)}, log });
    process.send(livekit.pid());`;
  const server: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [pid] = await once(server, 'message');
  server.kill('SIGKILL');
  await once(server, 'exit');
  expect(await isRunning(pid)).toBe(true);
  return pid;
}

function waitForOtherThan(pid: number | null): Promise<void> {
  return vi.waitFor(
    async () => {
      expect(livekit?.pid()).not.toBe(pid);
      expect(await rooms()).toEqual([]);
    },
    { timeout: 60_000, interval: 50 },
  );
}

test('it answers when started, keeps its keys to itself, and is gone when stopped', async () => {
  const { pid } = await start();
  expect(await rooms()).toEqual([]);
  const config = path.join(settings.dir, 'livekit.yaml');
  expect(await readFile(config, 'utf8')).toContain(settings.apiSecret);
  expect((await stat(config)).mode & 0o777).toBe(0o600);
  const running = pid() ?? 0;
  await livekit?.stop();
  expect(await isRunning(running)).toBe(false);
});

test('killed, it is back by itself', async () => {
  const { pid } = await start();
  const first = pid() ?? 0;
  process.kill(first, 'SIGKILL');
  await waitForOtherThan(first);
});

test('one that a killed server left running is taken over, so its rooms go on', async () => {
  const left = await startElsewhereAndKill();
  const { pid } = await start();
  expect(pid()).toBe(left);
});

test('one taken over is watched and stopped like any other', async () => {
  const left = await startElsewhereAndKill();
  await start();
  process.kill(left, 'SIGKILL');
  await waitForOtherThan(left);
  const second = livekit?.pid() ?? 0;
  await livekit?.stop();
  expect(await isRunning(second)).toBe(false);
});

test('one left running with other settings is ended', async () => {
  const left = await startElsewhereAndKill();
  const { pid } = await start({ webhookUrl: 'http://127.0.0.1:9/elsewhere' });
  expect(pid()).not.toBe(left);
  expect(await isRunning(left)).toBe(false);
});

test('another LiveKit on its port, which does not know our key, is not taken for it', async () => {
  const stranger = net.createServer((socket) => socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n'));
  stranger.listen(settings.ports.signalling, '127.0.0.1');
  await once(stranger, 'listening');
  await expect(start()).rejects.toThrow(/LiveKit does not start.*\n.*address already in use/);
  stranger.close();
});

test('a program that is not there is explained', async () => {
  await expect(start({ binary: 'no-such-livekit' })).rejects.toThrow(/no-such-livekit cannot be run.*LIVEKIT_BINARY/);
});
