import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import type { JobHandler } from '#jobs/store.ts';
import type { RecorderSettings } from '#recorder/recorder-settings.ts';
import type { Captures } from './capture-service.ts';
import { SCRATCH } from './kept-recordings.ts';
import { createRecorderNotes } from './recorder-notes.ts';
import { findRow } from './run-store.ts';

const RECORDER_MAIN = path.resolve(import.meta.dirname, '../recorder/recorder-main.ts');

/** So many recorders that come to nothing, one after the other, and no other one is tried. */
const MOST_FAILURES = 5;
/** A recorder that lived for less, in milliseconds, came to nothing. */
const BRIEF = 2_000;
/** How long a recorder that closes its files may take, in milliseconds. */
const CLOSE_PATIENCE = 10_000;
const LOOK_EVERY = 1_000;
/** How long a recorder may take on a busy machine until it speaks for itself, in milliseconds. */
const COMING_UP = 30_000;

export interface RecordersParts {
  db: Database;
  captures: Pick<Captures, 'claim' | 'coming' | 'lose' | 'giveUp'>;
  recordingsFolder: string;
  folderOf: (recording_id: number) => string;
  settings: Pick<RecorderSettings, 'databaseUrl' | 'livekit' | 'logLevel'>;
  /** For tests: another program. */
  program?: string;
}

/** Starts a process for each recording, and stays with it: that one is lost is noticed here at once. */
export function createRecorders({ db, captures, program = RECORDER_MAIN, ...parts }: RecordersParts) {
  const notes = createRecorderNotes(parts.recordingsFolder);
  const failures = new Map<number, number>();

  /** Does not return before the recorder has ended. */
  const record: JobHandler<'record'> = async ({ recording_id }, { stopping }) => {
    const failed = failures.get(recording_id) ?? 0;
    if (failed > 0) await delay(125 * 2 ** failed, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    const take = await captures.claim(recording_id);
    const row = take === null ? null : await findRow(db.orm, recording_id);
    if (!row || take === null) return;
    const began = performance.now();
    await runRecorder({ recording_id, session_id: row.session_id, take }, stopping);
    const lived = performance.now() - began;
    const left = await whenReachable(() => findRow(db.orm, recording_id), stopping);
    if (left?.state !== 'recording' || left.take !== take) {
      failures.delete(recording_id);
      return;
    }
    const came_to_nothing = lived < BRIEF || left.phase === 'starting' || left.phase === 'interrupted';
    failures.set(recording_id, came_to_nothing && !stopping.aborted ? failed + 1 : 0);
    if ((failures.get(recording_id) ?? 0) < MOST_FAILURES) {
      await whenReachable(() => captures.lose(recording_id, take), stopping);
    } else {
      failures.delete(recording_id);
      await whenReachable(() => captures.giveUp(recording_id, take), stopping);
    }
  };

  type Which = Pick<RecorderSettings, 'recording_id' | 'session_id' | 'take'>;

  async function runRecorder(which: Which, stopping: AbortSignal): Promise<void> {
    const { recording_id, take } = which;
    const folder = parts.folderOf(recording_id);
    const child = await start({ ...which, folder, ...parts.settings });
    const ended = once(child, 'exit').catch(() => undefined);
    const close = () => child.kill('SIGTERM');
    stopping.addEventListener('abort', close);
    const endWaiting = speakFor(recording_id, take);
    try {
      if (child.pid !== undefined) await notes.add(recording_id, take, child.pid);
      if (stopping.aborted) close();
      await (stopping.aborted ? Promise.race([ended, delay(CLOSE_PATIENCE)]) : ended);
    } finally {
      endWaiting();
      stopping.removeEventListener('abort', close);
      await notes.remove(recording_id, take);
    }
  }

  /** Keeps a recorder that is only just starting from being taken for a lost one. Returns what ends it. */
  function speakFor(recording_id: number, take: number): () => void {
    const until = performance.now() + COMING_UP;
    const timer = setInterval(() => {
      if (performance.now() > until) clearInterval(timer);
      else captures.coming(recording_id, take).catch(() => undefined);
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }

  /** Its words go into a file: it may outlive whoever reads ours. */
  async function start(settings: RecorderSettings): Promise<ChildProcess> {
    const dir = path.join(settings.folder, `${SCRATCH}log`);
    await mkdir(dir, { recursive: true });
    const output = await open(path.join(dir, `take-${settings.take}.log`), 'a');
    try {
      const child = spawn(process.execPath, [program], {
        detached: true,
        stdio: ['pipe', output.fd, output.fd],
      });
      child.on('error', () => undefined);
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(`${JSON.stringify(settings)}\n`);
      return child;
    } finally {
      await output.close();
    }
  }

  /** The database may be away just then. */
  async function whenReachable<T>(work: () => Promise<T>, stopping: AbortSignal): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (stopping.aborted) throw error;
        await delay(LOOK_EVERY, undefined, { signal: stopping });
      }
    }
  }

  return { record };
}
