import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ErrorCode, errors, Me, type Session, type SessionCreate } from '@lectern/contract';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import { expect, inject } from 'vitest';
import { buildApp } from '#app.ts';
import { connect, type Database } from '#db/connect.ts';
import { createFakeMedia, type FakeMedia } from './fake-media.ts';
import { databaseUrl } from './global-setup.ts';

/** A signed-in account in a test. */
export interface Person {
  id: number;
  username: string;
  password: string;
  cookie: string;
}

export interface TestApp {
  app: FastifyInstance;
  db: Database;
  databaseUrl: string;
  /** Where files that people send are kept. */
  filesDir: string;
  /** Where recordings are kept. */
  recordingsDir: string;
  media: FakeMedia;
  /** Moves the server's clock. */
  clock: { now: Date; forward(milliseconds: number): void };
  request(person: Person | null, method: Method, url: string, body?: unknown, headers?: Record<string, string>): Answer;
  newPerson(first_name?: string): Promise<Person>;
  newSession(creator: Person, input?: Partial<SessionCreate>): Promise<Session>;
  /** A scheduled session with approved learners. */
  newClass(options?: { learners?: number; capacity?: number }): Promise<TestClass>;
  close(): Promise<void>;
}

export interface TestClass {
  id: number;
  creator: Person;
  learners: Person[];
}

type Method = NonNullable<InjectOptions['method']>;
type Answer = Promise<LightMyRequestResponse>;

export const AUTH_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

let count = 0;

/** The whole app on a fresh database, without a network and with a media engine that is none. */
export async function buildTestApp(
  options: { logLevel?: string; route?: (url: string) => Promise<string>; redisUrl?: string; realClock?: boolean } = {},
): Promise<TestApp> {
  const url = await copyTemplate();
  const filesDir = await mkdtemp(path.join(tmpdir(), 'lectern-files-'));
  const recordingsDir = path.join(filesDir, 'recordings');
  const db = connect(url, () => {});
  const media = createFakeMedia();
  const clock = {
    now: new Date(),
    forward(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const app = await buildApp({
    config: { publicUrl: 'http://localhost:3000' },
    databaseUrl: options.route ? await options.route(url) : url,
    authSecret: AUTH_SECRET,
    redisUrl: options.redisUrl ?? null,
    livekit: { url: 'http://127.0.0.1:9', apiKey: 'key', apiSecret: 'secret', browserUrl: null },
    filesDir,
    recordings: { folder: recordingsDir, bucket: null },
    webDir: null,
    logger: pino({ level: options.logLevel ?? 'silent' }),
    // Beside other processes, whose clock nobody moves.
    now: options.realClock ? () => new Date() : () => clock.now,
    media,
    migrate: false,
    runClock: false,
  });
  await app.ready();

  const request: TestApp['request'] = (person, method, path, body, headers = {}) =>
    app.inject({
      method,
      url: path,
      // Everybody in a test comes from an address of their own.
      remoteAddress: `10.0.${(person?.id ?? 0) >> 8}.${(person?.id ?? 0) & 255}`,
      headers: { ...(person ? { cookie: person.cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
    });

  async function newPerson(first_name = 'Ada'): Promise<Person> {
    count += 1;
    const username = `person${count}`;
    const password = `password of ${username}`;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      remoteAddress: `10.1.${count >> 8}.${count & 255}`,
      payload: { email: `${username}@example.org`, password, username, first_name, last_name: 'Byron' },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const cookie = cookieOf(answer);
    const me = Me.parse((await app.inject({ url: '/api/me/', headers: { cookie } })).json());
    return { id: me.id, username, password, cookie };
  }

  async function newSession(creator: Person, input: Partial<SessionCreate> = {}): Promise<Session> {
    const scheduled_start = new Date(clock.now.getTime() + 3_600_000).toISOString();
    const answer = await request(creator, 'POST', '/api/sessions/', { title: 'Algebra', scheduled_start, ...input });
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json();
  }

  async function newClass({ learners: many = 1, capacity }: { learners?: number; capacity?: number } = {}) {
    const creator = await newPerson('Ines');
    const { id } = await newSession(creator);
    const learners: Person[] = [];
    for (let index = 0; index < many; index += 1) {
      const learner = await newPerson('Lotte');
      await approve(id, creator, learner);
      learners.push(learner);
    }
    if (capacity !== undefined) await db.orm.execute(`update session set capacity = ${capacity} where id = ${id}`);
    return { id, creator, learners };
  }

  async function approve(id: number, creator: Person, learner: Person): Promise<void> {
    const booking = (await request(learner, 'POST', `/api/sessions/${id}/bookings/`, {})).json();
    const answer = await request(creator, 'POST', `/api/bookings/${booking.id}/approve/`);
    expect(answer.statusCode, answer.body).toBe(200);
  }

  async function close(): Promise<void> {
    await app.close();
    await db.close();
    await rm(filesDir, { recursive: true, force: true });
  }

  return {
    app,
    db,
    databaseUrl: url,
    filesDir,
    recordingsDir,
    media,
    clock,
    request,
    newPerson,
    newSession,
    newClass,
    close,
  };
}

/** Expects the error that the contract has for `code`, to the letter. */
export function expectError(answer: LightMyRequestResponse, code: ErrorCode): void {
  const { status, sentence } = errors[code];
  expect({ status: answer.statusCode, ...answer.json() }).toMatchObject({ status, error: sentence, code });
}

export function cookieOf(answer: LightMyRequestResponse): string {
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
}

async function copyTemplate(): Promise<string> {
  const url = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Copying needs the template to itself: files that start at the same moment take turns.
  await client.query("SELECT pg_advisory_lock(hashtext('lectern.tests.template'))");
  await client.query(`CREATE DATABASE ${name} TEMPLATE template`);
  await client.end();
  return databaseUrl(url, name);
}
