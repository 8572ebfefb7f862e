import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { endProcess, identify, isRunning } from '#processes/running-process.ts';
import { freePorts } from '#testing/free-ports.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const PATIENCE = { timeout: 100_000, interval: 50 };

type Settings = Record<string, string>;

/** A server started as its own process. */
interface Site {
  server: ChildProcess;
  settings: Settings;
  output(): string;
  ended: Promise<number | null>;
}

const sites: Site[] = [];
let base: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'site-'));
  await chmod(base, 0o711);
});

afterEach(async () => {
  for (const { server, ended, settings } of sites.splice(0)) {
    server.kill('SIGKILL');
    await ended;
    for (const pid of await childrenOf(settings)) {
      const identity = await identify(pid);
      if (identity) await endProcess(identity, [{ signal: 'SIGKILL', patienceMs: 10_000 }]);
    }
  }
  await rm(base, { recursive: true, maxRetries: 5 });
});

async function makeSettings(name = 'data'): Promise<Settings> {
  const { http, signalling, tcp, udp } = await freePorts('http', 'signalling', 'tcp', 'udp');
  return {
    PORT: String(http),
    LIVEKIT_PORT: String(signalling),
    LIVEKIT_TCP_PORT: String(tcp),
    LIVEKIT_UDP_PORT: String(udp),
    LECTERN_DATA: path.join(base, name),
  };
}

function run(settings: Settings, ...args: string[]): Site {
  const { PATH, LIVEKIT_BINARY, TMPDIR } = process.env;
  const server = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH, LIVEKIT_BINARY, TMPDIR, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  server.stdout?.on('data', (data) => (output += data));
  server.stderr?.on('data', (data) => (output += data));
  const closed = [server.stdout, server.stderr].map((stream) => stream && once(stream, 'close'));
  const ended = Promise.all([once(server, 'exit'), ...closed]).then(([[code]]) => code as number | null);
  const site = { server, settings, output: () => output, ended };
  sites.push(site);
  return site;
}

async function runUntilReady(settings: Settings, ...args: string[]): Promise<Site> {
  const site = run(settings, ...args);
  await vi.waitFor(() => {
    if (site.server.exitCode !== null) throw new Error(`It ended: ${site.output()}`);
    expect(site.output()).toContain('Lectern is ready');
  }, PATIENCE);
  return site;
}

function addressOf(settings: Settings): string {
  return `http://127.0.0.1:${settings.PORT}`;
}

async function isHealthy(settings: Settings): Promise<boolean> {
  const answer = await fetch(`${addressOf(settings)}/api/health/ready/`).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

async function postgresPid(settings: Settings): Promise<number | null> {
  const file = path.join(settings.LECTERN_DATA ?? '', 'postgres/cluster/postmaster.pid');
  return readFile(file, 'utf8').then(
    (text) => Number.parseInt(text, 10),
    () => null,
  );
}

async function liveKitPid(settings: Settings): Promise<number | null> {
  const file = path.join(settings.LECTERN_DATA ?? '', 'livekit/running.json');
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text).pid,
    () => null,
  );
}

async function childrenOf(settings: Settings): Promise<number[]> {
  const pids = [await postgresPid(settings), await liveKitPid(settings)];
  return pids.filter((pid) => pid !== null);
}

test('it prints one address, serves there, and a Ctrl-C ends it and all its children', async () => {
  const settings = await makeSettings();
  const { server, output, ended } = await runUntilReady(settings);
  expect(output().match(/http:\/\/\S+/g)).toEqual([addressOf(settings)]);
  expect(await isHealthy(settings)).toBe(true);
  const children = await childrenOf(settings);
  expect(children).toHaveLength(2);
  server.kill('SIGINT');
  // As in a terminal, where npm and scripts/start.mjs pass on the signal that came already.
  server.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(await Promise.all(children.map(isRunning))).toEqual([false, false]);
});

test('a Ctrl-C while it starts leaves nothing running', async () => {
  const settings = await makeSettings();
  const { server, output, ended } = run(settings);
  await vi.waitFor(() => expect(output()).toContain('Creating the database'), PATIENCE);
  server.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(await childrenOf(settings)).toEqual([]);
});

test('it stops when the process that started it is gone', async () => {
  const settings = await makeSettings();
  const { server, ended } = await runUntilReady(settings);
  const children = await childrenOf(settings);
  // Its end of the channel between them closes, as it does when that process is killed.
  server.disconnect();
  expect(await ended).toBe(0);
  expect(await Promise.all(children.map(isRunning))).toEqual([false, false]);
});

test('a second start on the same folder refuses, names the first, and leaves it alone', async () => {
  const settings = await makeSettings();
  const first = await runUntilReady(settings);
  const second = run({ ...(await makeSettings()), LECTERN_DATA: settings.LECTERN_DATA ?? '' });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`process ${first.server.pid}, at ${addressOf(settings)}, since 2`);
  expect(second.output()).toContain('LECTERN_DATA');
  expect(await isHealthy(settings)).toBe(true);
});

test('two sites live side by side', async () => {
  const [one, two] = [await makeSettings('one'), await makeSettings('two')];
  await Promise.all([runUntilReady(one), runUntilReady(two)]);
  expect(await Promise.all([isHealthy(one), isHealthy(two)])).toEqual([true, true]);
});

test('after a kill -9 it starts again: the same LiveKit goes on, the database is a new process', async () => {
  const settings = await makeSettings();
  const first = await runUntilReady(settings);
  const [liveKit, postgres] = [await liveKitPid(settings), await postgresPid(settings)];
  first.server.kill('SIGKILL');
  await first.ended;
  const second = await runUntilReady(settings);
  expect(await isHealthy(settings)).toBe(true);
  expect(await liveKitPid(settings)).toBe(liveKit);
  expect(await isRunning(liveKit ?? 0)).toBe(true);
  expect(await isRunning(postgres ?? 0)).toBe(false);
  second.server.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(await isRunning(liveKit ?? 0)).toBe(false);
});

test.each(['PORT', 'LIVEKIT_PORT', 'LIVEKIT_TCP_PORT'])('a taken %s is named before anything starts', async (name) => {
  const settings = await makeSettings();
  const taker = net.createServer().listen(Number(settings[name]), '127.0.0.1');
  await once(taker, 'listening');
  try {
    await expectRefusedPort(settings, name);
  } finally {
    taker.close();
  }
});

test('a taken LIVEKIT_UDP_PORT is named before anything starts', async () => {
  const settings = await makeSettings();
  const taker = dgram.createSocket('udp4').bind(Number(settings.LIVEKIT_UDP_PORT), '127.0.0.1');
  await once(taker, 'listening');
  try {
    await expectRefusedPort(settings, 'LIVEKIT_UDP_PORT');
  } finally {
    taker.close();
  }
});

async function expectRefusedPort(settings: Settings, name: string): Promise<void> {
  const { ended, output } = run(settings);
  expect(await ended).toBe(1);
  expect(output()).toContain(`Port ${settings[name]} `);
  expect(output()).toContain(`${name}=`);
  expect(output()).not.toMatch(/^ +at /m);
  const inFolder = await readdir(settings.LECTERN_DATA ?? '');
  expect(inFolder.sort()).toEqual(['lock', 'secrets.json']);
}

test('a setting that cannot be used is named', async () => {
  const { ended, output } = run({ ...(await makeSettings()), LOG_LEVEL: 'loud' });
  expect(await ended).toBe(1);
  expect(output()).toMatch(/^\s*LOG_LEVEL must be one of/);
});

test('its secrets are in no line it prints, however much it prints', async () => {
  const settings: Settings = { ...(await makeSettings()), LOG_LEVEL: 'trace' };
  const { server, output, ended } = await runUntilReady(settings);
  await fetch(`${addressOf(settings)}/api/sessions/`, { headers: { cookie: 'x=y' } });
  server.kill('SIGTERM');
  await ended;
  const secrets = JSON.parse(await readFile(path.join(settings.LECTERN_DATA ?? '', 'secrets.json'), 'utf8'));
  for (const secret of Object.values<string>(secrets)) expect(output()).not.toContain(secret);
});

test('--demo fills an empty site and prints its accounts, and refuses one that has data', async () => {
  const settings = await makeSettings();
  const first = await runUntilReady(settings, '--demo');
  expect(first.output()).toMatch(/instructor/i);
  expect(first.output()).toMatch(/password/i);
  first.server.kill('SIGTERM');
  await first.ended;
  const second = run(settings, '--demo');
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('already has data');
});

const Asked = z.object({ id: z.int().optional(), recording: z.object({ phase: z.string() }).nullish() });

/** Signs up on a fresh site, starts a session and presses Record; the recorder's number, once it records. */
async function recordOn(settings: Settings) {
  let cookie = '';
  const ask = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await fetch(`${addressOf(settings)}${url}`, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie ||= answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(answer.status, url).toBeLessThan(300);
    return Asked.parse(await answer.json());
  };
  const [username, password] = ['ada', 'a password that is long'];
  const person = { email: 'ada@example.org', password, username, first_name: 'Ada', last_name: 'Byron' };
  await ask('POST', '/api/auth/sign-up/email', person);
  const scheduled_start = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = await ask('POST', '/api/sessions/', { title: 'Algebra', scheduled_start });
  await ask('POST', `/api/sessions/${id}/start/`);
  await ask('POST', `/api/sessions/${id}/recording/start/`);
  const phase = async () => (await ask('GET', `/api/sessions/${id}/view/`)).recording?.phase;
  const untilRecording = () => vi.waitFor(async () => expect(await phase()).toBe('recording'), PATIENCE);
  await untilRecording();
  return { untilRecording, recorder: await recorderPid(settings) };
}

async function recorderPid(settings: Settings): Promise<number> {
  const running = path.join(settings.LECTERN_DATA ?? '', 'recordings/running', os.hostname());
  const notes = await readdir(running);
  return JSON.parse(await readFile(path.join(running, notes.at(-1) ?? ''), 'utf8')).recorder.pid;
}

test('a server that stops has its recorders close, and leaves none; started again it goes on recording', async () => {
  const settings = await makeSettings();
  const first = await runUntilReady(settings);
  const { untilRecording, recorder } = await recordOn(settings);
  first.server.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect(await isRunning(recorder)).toBe(false);
  const second = await runUntilReady(settings);
  await untilRecording();
  expect(await recorderPid(settings)).not.toBe(recorder);
  second.server.kill('SIGINT');
  await second.ended;
});

test('the recorder of a killed server goes on, and ends with the next one', async () => {
  const settings = await makeSettings();
  const first = await runUntilReady(settings);
  const { untilRecording, recorder } = await recordOn(settings);
  first.server.kill('SIGKILL');
  await first.ended;
  expect(await isRunning(recorder)).toBe(true);
  const second = await runUntilReady(settings);
  await untilRecording();
  expect(await isRunning(recorder)).toBe(true);
  second.server.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(await isRunning(recorder)).toBe(false);
});
