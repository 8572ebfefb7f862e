import {
  type Consent,
  type ConsentChange,
  type LiveRecording,
  type Marker,
  OVER,
  type RecordingStopReason,
} from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { JobData, QueueName } from '#jobs/queues.ts';
import type { Actor } from '#sessions/policy.ts';
import { lockAsHost, lockVisible } from '#sessions/standing.ts';
import { hasRecorder, nextPhase } from './lifecycle.ts';
import { readLiveRecording } from './live-store.ts';
import {
  changeRecording,
  consentUnlessChosen,
  findRunning,
  insertRecording,
  keepConsent,
  type RecordingRow,
} from './run-store.ts';

export interface RunParts {
  db: Database;
  log: EventLog;
  sendJob: <Q extends QueueName>(tx: Tx, queue: Q, data: JobData<Q>) => Promise<void>;
  /** Has the recording keep what is drawn on the board from now on; and no more. */
  attachBoard: (tx: Tx, recording_id: number, at: Date) => Promise<void>;
  detachBoard: (tx: Tx, recording_id: number) => Promise<void>;
}

export type RecordingRuns = ReturnType<typeof createRecordingRuns>;

const EVERYONE = { to: 'everyone' } as const;

/** What hosts do with the recording of a running session, and what people decide about being in it. */
export function createRecordingRuns({ db, log, ...parts }: RunParts) {
  async function start(actor: Actor, session_id: number): Promise<LiveRecording> {
    await log.command(session_id, actor.id, async (command) => {
      await lockAsHost(command.tx, actor, session_id);
      await request(command, session_id, actor.id);
    });
    return live(session_id);
  }

  /** As a part of another command, too: a session that is recorded from its start. */
  async function request({ tx, at, record }: Command, session_id: number, account_id: number): Promise<void> {
    if (await findRunning(tx, session_id)) throw new Refusal('already_recording');
    const { id: recording_id } = await insertRecording(tx, session_id, at);
    await record('recording.requested', { recording_id }, EVERYONE);
    // Who presses Record is asked nothing: that was the answer.
    const consent: Consent = { account_id, choice: 'recorded', hide_name: false };
    if (await consentUnlessChosen(tx, { session_id, ...consent, chosen_at: at })) {
      await record('consent.chosen', consent, { to: 'account', account_id });
    }
    await parts.sendJob(tx, 'record', { recording_id });
  }

  async function pause(actor: Actor, session_id: number): Promise<LiveRecording> {
    await onRunning(actor, session_id, async ({ tx, record }, row) => {
      const phase = nextPhase(row.phase, 'pause');
      if (phase === row.phase) return;
      await changeRecording(tx, row.id, { phase });
      await parts.detachBoard(tx, row.id);
      await record('recording.paused', { recording_id: row.id }, EVERYONE);
    });
    return live(session_id);
  }

  async function resume(actor: Actor, session_id: number): Promise<LiveRecording> {
    await onRunning(actor, session_id, async ({ tx, at, record }, row) => {
      const phase = nextPhase(row.phase, 'resume');
      if (phase === row.phase) return;
      const recording_id = row.id;
      const started_at = row.started_at ?? at;
      await record('recording.resumed', { recording_id }, EVERYONE);
      if (hasRecorder(row, at)) {
        await changeRecording(tx, recording_id, { phase, started_at });
        await parts.attachBoard(tx, recording_id, at);
      } else {
        // Its recorder was lost in the pause: it goes on with the next one, and until then it says so.
        await changeRecording(tx, recording_id, { phase: 'interrupted', started_at, recorder_seen_at: null });
        await record('recording.interrupted', { recording_id, until: at.toISOString() }, EVERYONE);
        await parts.sendJob(tx, 'record', { recording_id });
      }
    });
    return live(session_id);
  }

  async function stop(actor: Actor, session_id: number): Promise<{ id: number; state: 'processing' }> {
    return onRunning(actor, session_id, async (command, row) => {
      await end(command, row.id, 'host');
      return { id: row.id, state: 'processing' as const };
    });
  }

  /** Ends the capture of a recording whose session's row is held. What was captured is made ready next. */
  async function end({ tx, at, record }: Command, recording_id: number, reason: RecordingStopReason): Promise<void> {
    await changeRecording(tx, recording_id, { state: 'processing', phase: null, stopped: reason, ended_at: at });
    await parts.detachBoard(tx, recording_id);
    await record('recording.stopped', { recording_id, reason }, EVERYONE);
    await parts.sendJob(tx, 'finish', { recording_id });
  }

  /** With its session the recording ends, in the same command. */
  async function stopWithSession(command: Command, session_id: number): Promise<void> {
    const row = await findRunning(command.tx, session_id);
    if (row) await end(command, row.id, 'session_ended');
  }

  async function mark(actor: Actor, session_id: number, label: string): Promise<Marker> {
    return onRunning(actor, session_id, async ({ at, record }, { id: recording_id }) => {
      await record('recording.marked', { recording_id, label }, EVERYONE);
      return { recording_id, label, at: at.toISOString() };
    });
  }

  /** For everybody who may come into the room, before it starts too. What was chosen already is no error. */
  async function choose(actor: Actor, session_id: number, change: ConsentChange): Promise<Consent> {
    return log.command(session_id, actor.id, async ({ tx, at, record }) => {
      const { session, may_enter } = await lockVisible(tx, actor, session_id);
      if (!may_enter) throw new Refusal('not_approved');
      if (OVER.includes(session.status)) throw new Refusal('session_over');
      const consent = { account_id: actor.id, ...change };
      if (await keepConsent(tx, { session_id, ...consent, chosen_at: at })) {
        await record('consent.chosen', consent, { to: 'account', account_id: actor.id });
      }
      return consent;
    });
  }

  type Running = RecordingRow & { phase: NonNullable<RecordingRow['phase']> };

  function onRunning<T>(
    actor: Actor,
    session_id: number,
    work: (command: Command, row: Running) => Promise<T>,
  ): Promise<T> {
    return log.command(session_id, actor.id, async (command) => {
      await lockAsHost(command.tx, actor, session_id);
      const row = await findRunning(command.tx, session_id);
      if (!row?.phase) throw new Refusal('not_recording');
      return work(command, { ...row, phase: row.phase });
    });
  }

  async function live(session_id: number): Promise<LiveRecording> {
    const recording = await readLiveRecording(db.orm, session_id);
    // Somebody else may have stopped it in this very moment.
    if (!recording) throw new Refusal('not_recording');
    return recording;
  }

  return { start, request, pause, resume, stop, end, stopWithSession, mark, choose };
}
