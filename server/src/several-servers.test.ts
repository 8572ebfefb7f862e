import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SessionView } from '@lectern/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agreeOnSecret } from '#site/shared-secret-store.ts';
import { startBalancer } from '#testing/balancer.ts';
import { freePorts } from '#testing/free-ports.ts';
import { type Follower, follow, openSocket } from '#testing/realtime-client.ts';
import { startRedis, type TestRedis } from '#testing/redis.ts';
import { AUTH_SECRET, buildTestApp, type Person, type TestApp } from '#testing/test-app.ts';

/** Two servers as processes of their own, behind a balancer that knows nothing of what goes through it. */
let t: TestApp;
let redis: TestRedis;
let base: string;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
const servers: { settings: Record<string, string>; child: ChildProcess }[] = [];
const PATIENCE = { timeout: 30_000 };

beforeEach(async () => {
  [t, redis, base] = await Promise.all([buildTestApp(), startRedis(), mkdtemp(path.join(tmpdir(), 'servers-'))]);
  // The people sign in by the test's own app.
  await agreeOnSecret(t.db.orm, 'auth', AUTH_SECRET);
  const { one, two } = await freePorts('one', 'two');
  servers.push(await start('one', one), await start('two', two));
  balancer = await startBalancer([one, two]);
}, 60_000);

afterEach(async () => {
  for (const { child } of servers.splice(0)) await end(child, 'SIGKILL');
  await balancer.close();
  await redis.kill();
  await t.close();
  await rm(base, { recursive: true, force: true });
});

async function start(name: string, port: number) {
  const settings = {
    PORT: String(port),
    LECTERN_DATA: path.join(base, name),
    LECTERN_FILES: path.join(base, 'files'),
    DATABASE_URL: t.databaseUrl,
    REDIS_URL: redis.url,
    LIVEKIT_URL: 'http://127.0.0.1:9',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 'a-media-secret-of-the-tests-that-is-long-enough',
    LOG_LEVEL: 'silent',
  };
  return { settings, child: await run(settings) };
}

async function run(settings: Record<string, string>): Promise<ChildProcess> {
  const { PATH, TMPDIR } = process.env;
  const env = { PATH, TMPDIR, ...settings };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env, stdio: 'pipe' });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: unknown) => {
      said += chunk;
      if (said.includes('Lectern is ready')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`It ended: ${said}`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A browser that comes back whenever its connection is lost, with the view it had. */
function browser(person: Person, id: number) {
  const hangUps: string[] = [];
  let latest: SessionView | null = null;
  let current: Follower | null = null;
  let closed = false;
  const connect = async (): Promise<void> => {
    const socket = openSocket(balancer.origin, person.cookie);
    // A server that is just ending may take a connection and never answer: that is no connection that was lost.
    socket.once('connect_error', () => void again());
    socket.once('disconnect', () => {
      if (current?.socket === socket) {
        latest = current.view();
        hangUps.push(...current.hangUps);
        current = null;
      }
      void again();
    });
    try {
      const follower = await follow(socket, id, { place: 'live', from: latest });
      if (socket.connected) current = follower;
    } catch {
      socket.disconnect();
    }
  };
  const again = async (): Promise<void> => {
    await delay(50);
    if (!closed) await connect();
  };
  void connect();
  return {
    person,
    hangUps,
    view: () => current?.view() ?? null,
    texts: () => current?.texts() ?? [],
    close() {
      closed = true;
      current?.socket.disconnect();
    },
  };
}

/** Posts until it is acknowledged, always with the same key. */
async function post(person: Person, id: number, text: string): Promise<string> {
  const key = randomUUID();
  for (;;) {
    const answer = await fetch(`${balancer.origin}/api/sessions/${id}/messages/`, {
      method: 'POST',
      headers: { cookie: person.cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ text }),
    }).catch(() => null);
    if (answer?.status === 201) return text;
    if (answer && answer.status < 500) throw new Error(`${answer.status}: ${await answer.text()}`);
  }
}

async function running() {
  const { id, creator, learners } = await t.newClass({ learners: 4 });
  await t.request(creator, 'POST', `/api/sessions/${id}/start/`);
  for (const learner of learners) await t.request(learner, 'POST', `/api/sessions/${id}/join_live/`);
  const browsers = [creator, ...learners].map((person) => browser(person, id));
  await expect.poll(() => browsers.every((one) => one.view() !== null), PATIENCE).toBe(true);
  return { id, browsers };
}

const postMany = (id: number, browsers: ReturnType<typeof browser>[], name: string) =>
  Promise.all(
    browsers.map(async ({ person }, who) => {
      const texts: string[] = [];
      for (let count = 0; count < 5; count += 1) texts.push(await post(person, id, `${name} ${who}.${count}`));
      return texts;
    }),
  ).then((texts) => texts.flat());

test('one server killed: its people move to the other with nothing lost, and come back when it does', async () => {
  const { id, browsers } = await running();
  const [one] = servers;
  if (!one) throw new Error('No server was started');
  const acked = await postMany(id, browsers, 'before');
  const during = postMany(id, browsers, 'during');
  await end(one.child, 'SIGKILL');
  acked.push(...(await during));
  await expect.poll(() => browsers.map((each) => each.texts().length), PATIENCE).toEqual(browsers.map(() => 50));
  expect([...(browsers[0]?.texts() ?? [])].sort()).toEqual(acked.sort());
  for (const each of browsers) expect(each.texts()).toEqual(browsers[0]?.texts());
  one.child = await run(one.settings);
  for (const { person, view } of browsers) {
    const fresh = (await t.request(person, 'GET', `/api/sessions/${id}/view/`)).json();
    await expect.poll(view, PATIENCE).toEqual(fresh);
  }
  for (const each of browsers) each.close();
});

test('2: a server that is stopped in good order says so; the session goes on at the other, and nobody is told "ended"', async () => {
  const { id, browsers } = await running();
  const [one] = servers;
  if (!one) throw new Error('No server was started');
  const before = browsers[0]?.view()?.participants;
  await end(one.child, 'SIGTERM');
  expect(one.child.exitCode).toBe(0);
  await expect.poll(() => browsers.every((each) => each.view() !== null), PATIENCE).toBe(true);
  const said = browsers.flatMap((each) => each.hangUps);
  expect(said.length).toBeGreaterThan(0);
  expect(new Set(said)).toEqual(new Set(['stopping']));
  await postMany(id, browsers, 'after');
  await expect.poll(() => browsers.map((each) => each.texts().length), PATIENCE).toEqual(browsers.map(() => 25));
  for (const each of browsers) {
    expect(each.view()).toMatchObject({ session: { status: 'ongoing' }, participants: before });
    each.close();
  }
});
