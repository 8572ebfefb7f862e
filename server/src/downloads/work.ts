import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DownloadFailure, DownloadKind } from '@lectern/contract';
import { createComposer } from '#composing/composer.ts';
import { createFfmpeg, NoFfmpeg, StorageFull } from '#composing/ffmpeg.ts';
import { createTurns } from '#composing/turns.ts';
import type { Database } from '#db/connect.ts';
import { isDiskFull } from '#files/trouble.ts';
import { type KeptRecordings, SCRATCH } from '#recordings/kept-recordings.ts';
import { readMaterial } from './material.ts';
import type { ReadConsents } from './recorded-reader.ts';
import { POSTER } from './service.ts';
import * as store from './store.ts';

/** How often it is written down how far a file is, in milliseconds; and how many of these pass before it is looked whether it is still wanted. */
const TELL_EVERY = 1_000;
const LOOK_EVERY = 5;
/** For how long finishing waits for a picture, in milliseconds. */
const POSTER_PATIENCE = 60_000;

export interface DownloadWorkParts {
  db: Database;
  kept: KeptRecordings;
  /** The program. */
  ffmpeg: string;
  readConsents: ReadConsents;
  onError: (error: unknown) => void;
}

interface OneDownload {
  recording_id: number;
  kind: DownloadKind;
}

export type DownloadWork = ReturnType<typeof createDownloadWork>;

/** What a worker does of downloads: jobs that take long, can be broken off anywhere, and be done again. */
export function createDownloadWork(parts: DownloadWorkParts) {
  const { db, kept, onError } = parts;
  const turns = createTurns({ anySessionRuns: () => store.anySessionRuns(db.orm), onError });
  const composer = createComposer(createFfmpeg(parts.ffmpeg, turns));

  /** Makes one file of a recording, and writes down how far it is, or why there is none. */
  async function compose(job: OneDownload, { signal, is_last_try }: { signal: AbortSignal; is_last_try: boolean }) {
    const { recording_id, kind } = job;
    const row = await store.findDownload(db.orm, recording_id, kind);
    const found = await store.findReady(db.orm, recording_id);
    if (!found || row === null || row.state === 'ready' || row.state === 'failed') return;
    const scratch = path.join(kept.folder(recording_id), `${SCRATCH}${kind}`);
    const telling = tell(job, signal);
    try {
      await telling.now();
      const material = await readMaterial(parts, found, scratch);
      const { signal } = telling;
      const pieces = path.join(scratch, 'pieces');
      const made = await composer.compose({ kind, material, scratch: pieces, signal, onProgress: telling.progress });
      await telling.stop();
      await keep(job, made);
      await rm(scratch, { recursive: true, force: true });
    } catch (error) {
      await telling.stop();
      await giveUp(job, error, scratch, { stopped: signal.aborted, is_last_try, gone: telling.signal.aborted });
    } finally {
      await leaveNothing(recording_id).catch(onError);
    }
  }

  /** Where the recording is by now. It may have been moved to the bucket meanwhile, or deleted. */
  async function keep({ recording_id, kind }: OneDownload, made: string): Promise<void> {
    const found = await store.findReady(db.orm, recording_id);
    if (!found) return;
    const file = `downloads/${kind}-${randomUUID()}${path.extname(made)}`;
    const size = await kept.adopt({ kept_in: found.row.kept_in, recording_id, file }, made);
    if (await store.markReady(db.orm, recording_id, kind, { file, size })) return;
    await kept.remove(recording_id, file);
  }

  async function giveUp(
    { recording_id, kind }: OneDownload,
    error: unknown,
    scratch: string,
    { stopped, is_last_try, gone }: { stopped: boolean; is_last_try: boolean; gone: boolean },
  ): Promise<void> {
    const failure = failureOf(error);
    // What was done is gone on with by whoever tries next.
    if (stopped || (failure === 'internal' && !is_last_try && !gone)) throw error;
    await rm(scratch, { recursive: true, force: true });
    if (gone) return;
    await store.markFailed(db.orm, recording_id, kind, failure);
    if (failure === 'internal') throw error;
    onError(error);
  }

  /** Writes down now and then how far one is; what it is asked by ends where nobody wants it any more. */
  function tell({ recording_id, kind }: OneDownload, signal: AbortSignal) {
    const unwanted = new AbortController();
    let progress = 0;
    let written = '';
    let ticks = 0;
    let writing = Promise.resolve();

    async function now(): Promise<void> {
      const state = turns.waits() ? ('waiting' as const) : ('composing' as const);
      const line = `${state} ${progress}`;
      ticks += 1;
      if (line === written && ticks % LOOK_EVERY !== 0) return;
      written = line;
      const is_wanted = await store.markProgress(db.orm, recording_id, kind, { state, progress });
      if (!is_wanted) unwanted.abort(new Error('The download is not wanted any more'));
    }

    const timer = setInterval(() => {
      writing = writing.then(now).catch(onError);
    }, TELL_EVERY);
    return {
      now,
      progress(done: number) {
        progress = Math.max(progress, Math.min(99, Math.floor(done * 100)));
      },
      signal: AbortSignal.any([signal, unwanted.signal]),
      async stop(): Promise<void> {
        clearInterval(timer);
        await writing;
      },
    };
  }

  /** The picture for lists. That there is none, for want of an ffmpeg or of anybody with a camera, is no trouble. */
  async function makePoster(recording_id: number): Promise<void> {
    const scratch = path.join(kept.folder(recording_id), `${SCRATCH}poster`);
    try {
      const found = await store.findReady(db.orm, recording_id);
      if (!found) return;
      const material = await readMaterial(parts, found, scratch);
      const made = await composer.makePoster(material, scratch, AbortSignal.timeout(POSTER_PATIENCE));
      if (!made) return;
      await kept.adopt({ kept_in: found.row.kept_in, recording_id, file: POSTER }, made);
      await store.markPoster(db.orm, recording_id);
    } catch (error) {
      if (!(error instanceof NoFfmpeg)) onError(error);
    } finally {
      await rm(scratch, { recursive: true, force: true });
      await leaveNothing(recording_id).catch(onError);
    }
  }

  /** Brings a recording's files into the bucket. */
  async function moveFiles({ recording_id }: { recording_id: number }): Promise<void> {
    if (!(await store.findReady(db.orm, recording_id))) return;
    await kept.moveToBucket(recording_id, () => store.markMoved(db.orm, recording_id));
    await leaveNothing(recording_id);
  }

  /** Whoever deletes a recording does not wait for who works on it. */
  async function leaveNothing(recording_id: number): Promise<void> {
    if (await store.isOver(db.orm, recording_id)) await kept.removeAll(recording_id);
  }

  return { compose, makePoster, moveFiles, stop: turns.stop };
}

function failureOf(error: unknown): DownloadFailure {
  if (error instanceof NoFfmpeg) return 'no_ffmpeg';
  return error instanceof StorageFull || isDiskFull(error) ? 'storage_full' : 'internal';
}
