import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Database, Executor } from '#db/connect.ts';
import { type JobData, jobData, jobKey, type QueueName, queues } from './queues.ts';

/** The jobs' tables lie in a schema of their own beside ours, which pg-boss makes and keeps up to date. */
const SCHEMA = 'jobs';
/** How soon a worker finds a job where no notification came through, in seconds. */
const POLL_SECONDS = 2;
/** The same where notifications come through: a job that is to be tried again has none. */
const QUIET_POLL_SECONDS = 5;
const KEPT_SECONDS = 86_400;

const QUIET = { supervise: false, schedule: false, registerInstance: false, monitorVacuum: false } as const;

/** Makes the tables and queues, or brings them up to date. Several servers starting at once take turns. */
export async function installJobs(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ ...QUIET, connectionString: databaseUrl, schema: SCHEMA, max: 1, reindex: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const name of names) {
      const { policy, ...options } = { ...queues[name], notify: true, deleteAfterSeconds: KEPT_SECONDS };
      await boss.createQueue(name, { policy, ...options });
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

const names = Object.keys(queues) as QueueName[];

/** Where jobs are sent from. */
export interface Jobs {
  /** Sends a job as a part of a transaction: it is there once that is committed, and never without it. */
  send<Q extends QueueName>(tx: Executor, queue: Q, data: JobData<Q>): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is asked of the database, and nothing runs, before the first job is sent. */
export function createJobs(db: Database, onError: (error: unknown) => void): Jobs {
  let starting: Promise<PgBoss> | null = null;

  function start(): Promise<PgBoss> {
    const boss = new PgBoss({ ...QUIET, db: fromDrizzle(db.orm, sql), schema: SCHEMA, migrate: false });
    boss.on('error', onError);
    return boss.start();
  }

  return {
    async send(tx, queue, data) {
      starting ??= start().catch((error: unknown) => {
        starting = null;
        throw error;
      });
      const boss = await starting;
      await boss.send(queue, data, { db: fromDrizzle(tx, sql), singletonKey: jobKey(data) });
    },
    async close() {
      const boss = await starting?.catch(() => null);
      await boss?.stop({ graceful: false, close: false });
    },
  };
}

/** Does one job. It may be called again for the same one, after a failure or a lost worker. */
export type JobHandler<Q extends QueueName> = (data: JobData<Q>, job: RunningJob) => Promise<void>;

export interface RunningJob {
  /** The job was given to somebody else, or the worker stops. */
  signal: AbortSignal;
  /** The worker stops. */
  stopping: AbortSignal;
  /** It will not be tried again by itself. */
  is_last_try: boolean;
}

export type JobHandlers = { [Q in QueueName]: { atOnce: number; run: JobHandler<Q> } };

export interface JobTaker {
  /** Takes no more jobs, and waits for those under way. */
  stop(): Promise<void>;
}

/** Takes jobs and has them done, until it is stopped. */
export async function takeJobs(
  databaseUrl: string,
  handlers: JobHandlers,
  onError: (error: unknown) => void,
): Promise<JobTaker> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: SCHEMA,
    application_name: 'lectern worker',
    max: 4,
    migrate: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    monitorVacuum: false,
  });
  boss.on('error', onError);
  const stopping = new AbortController();
  await boss.start();

  async function take<Q extends QueueName>(
    queue: Q,
    { atOnce, run }: { atOnce: number; run: JobHandler<Q> },
  ): Promise<void> {
    const options = {
      localConcurrency: atOnce,
      batchSize: 1,
      includeMetadata: true,
      pollingIntervalSeconds: POLL_SECONDS,
      notifyPollingIntervalSeconds: QUIET_POLL_SECONDS,
    } as const;
    await boss.work(queue, options, async ([job]) => {
      if (!job) return;
      const data = jobData[queue].parse(job.data) as JobData<Q>;
      const signal = AbortSignal.any([job.signal, stopping.signal]);
      await run(data, { signal, stopping: stopping.signal, is_last_try: job.retryCount >= job.retryLimit }).catch(
        (error: unknown) => {
          onError(error);
          throw error;
        },
      );
    });
  }

  await take('record', handlers.record);
  await take('finish', handlers.finish);
  await take('compose', handlers.compose);
  await take('delete_files', handlers.delete_files);
  await take('move_files', handlers.move_files);
  return {
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 15_000 });
    },
  };
}
