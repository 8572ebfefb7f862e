import { setTimeout as delay } from 'node:timers/promises';
import { type RecordingFailure, recordedDuration, type Span } from '@lectern/contract';
import type { Database, Executor, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { readEventsOf } from '#events/store.ts';
import type { JobHandler, Jobs } from '#jobs/store.ts';
import type { MendClip } from '#recorder/mended-clip.ts';
import { holdSession } from '#sessions/standing.ts';
import { audienceOf } from './audience.ts';
import { type Captured, readCaptured } from './clips.ts';
import { holdFiles, readKeepDays, replaceClips } from './finish-store.ts';
import { hasRecorder } from './lifecycle.ts';
import { changeRecording, findRow, type RecordingRow } from './run-store.ts';
import { SPAN_EVENTS, spansOf } from './spans.ts';

const DAY = 86_400_000;
/** How often it is looked whether the recorder has closed its files, in milliseconds. */
const LOOK_EVERY = 100;

export interface FinishParts {
  db: Database;
  log: EventLog;
  now: () => Date;
  jobs: Pick<Jobs, 'send'>;
  /** The folder of a recording on this machine. */
  folderOf: (recording_id: number) => string;
  mendClip: MendClip;
  /** Makes the files of what was drawn on the board: their bytes. */
  buildBoard: (recording_id: number, spans: readonly Span[]) => Promise<number>;
  /** What was drawn is in these files now. */
  forgetDrawn: (db: Executor, recording_id: number) => Promise<void>;
  /** Whether there is a bucket to bring the files to. */
  moves: boolean;
  /** Makes the picture for lists. That there is none is no trouble. */
  makePoster: (recording_id: number) => Promise<void>;
}

/** Makes what was captured fit to be watched. Nothing in it costs time by the size of the media, and it may be done again. */
export function createFinish({ db, log, now, folderOf, ...parts }: FinishParts): JobHandler<'finish'> {
  async function finish(recording_id: number, signal: AbortSignal): Promise<void> {
    if ((await untilClosed(recording_id, signal)) === null) return;
    if (!(await holdFiles(db, recording_id, () => makeReady(recording_id)))) return;
    await parts.makePoster(recording_id);
    if (parts.moves) await parts.jobs.send(db.orm, 'move_files', { recording_id });
  }

  /** False where it came to nothing, or was done already. */
  async function makeReady(recording_id: number): Promise<boolean> {
    const row = await findRow(db.orm, recording_id);
    if (row?.state !== 'processing' || row.deleted_at !== null) return false;
    const events = await readEventsOf(db.orm, row.session_id, SPAN_EVENTS);
    const spans = spansOf(events, recording_id);
    const captured = await readCaptured(folderOf(recording_id), spans, parts.mendClip);
    const board = await parts.buildBoard(recording_id, spans);
    if (captured.clips.length === 0 && board === 0) {
      await fail(row, captured.missing > 0 ? 'files_missing' : 'empty');
      return false;
    }
    await markReady(row, spans, captured, board);
    return true;
  }

  /** The recorder hears of the end by looking, and closes its files then. One that is gone does not. */
  async function untilClosed(recording_id: number, signal: AbortSignal): Promise<RecordingRow | null> {
    for (;;) {
      const row = await findRow(db.orm, recording_id);
      if (row?.state !== 'processing' || !hasRecorder(row, now())) return row;
      await delay(LOOK_EVERY, undefined, { signal });
    }
  }

  async function markReady(row: RecordingRow, spans: Span[], captured: Captured, board: number): Promise<void> {
    const { clips, spoke } = captured;
    const [first, last] = [spans[0], spans.at(-1)];
    await onProcessing(row, async (command, { session_id, expires_at, shared_with }) => {
      const { tx, at, record } = command;
      await replaceClips(tx, row.id, clips);
      await changeRecording(tx, row.id, {
        state: 'ready',
        failure: null,
        recorder_seen_at: null,
        started_at: first ? new Date(first.started_at) : row.started_at,
        ended_at: last ? new Date(last.ended_at) : row.ended_at,
        duration_ms: Math.round(recordedDuration(spans) * 1000),
        size: clips.reduce((sum, { size }) => sum + size, board),
        spoke,
        expires_at: expires_at ?? (await keptUntil(tx, session_id, at)),
      });
      await parts.forgetDrawn(tx, row.id);
      await record('recording.ready', { recording_id: row.id }, audienceOf({ shared_with }));
    });
  }

  async function fail(row: RecordingRow, failure: RecordingFailure): Promise<void> {
    await onProcessing(row, async ({ tx, at, record }, { shared_with, expires_at }) => {
      const kept_until = expires_at ?? (await keptUntil(tx, row.session_id, at));
      await changeRecording(tx, row.id, { state: 'failed', failure, recorder_seen_at: null, expires_at: kept_until });
      await record('recording.failed', { recording_id: row.id, failure }, audienceOf({ shared_with }));
    });
  }

  /** Somebody else may have finished it meanwhile, or deleted it. */
  async function onProcessing(
    { id, session_id }: RecordingRow,
    work: (command: Command, row: RecordingRow) => Promise<void>,
  ): Promise<void> {
    await log.command(session_id, null, async (command) => {
      await holdSession(command.tx, session_id);
      const row = await findRow(command.tx, id);
      if (row?.state === 'processing' && row.deleted_at === null) await work(command, row);
    });
  }

  async function keptUntil(tx: Tx, session_id: number, at: Date): Promise<Date | null> {
    const days = await readKeepDays(tx, session_id);
    return days === null ? null : new Date(at.getTime() + days * DAY);
  }

  return async ({ recording_id }, { signal, is_last_try }) => {
    try {
      await finish(recording_id, signal);
    } catch (error) {
      const row = is_last_try && !signal.aborted ? await findRow(db.orm, recording_id) : null;
      if (row) await fail(row, 'internal');
      throw error;
    }
  };
}
