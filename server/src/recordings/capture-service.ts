import type { Command } from '#events/log.ts';
import type { CloseReason } from '#recorder/manifest.ts';
import { holdSession } from '#sessions/standing.ts';
import { markSeen, takeOver } from './capture-store.ts';
import { hasRecorder, LOST_AFTER, nextPhase } from './lifecycle.ts';
import type { RecordingRuns, RunParts } from './run-service.ts';
import { changeRecording, findRow, findSessionOf, type RecordingRow } from './run-store.ts';

export interface CaptureParts extends RunParts {
  now: () => Date;
  end: RecordingRuns['end'];
}

export type Captures = ReturnType<typeof createCaptures>;

const EVERYONE = { to: 'everyone' } as const;

/** What recorders do with a recording, and what is done where one is lost. Each names the take that it is about. */
export function createCaptures({ db, log, now, end, ...parts }: CaptureParts) {
  /** The number of the next take, for a recorder that is about to be started; null: it needs none. */
  function claim(recording_id: number): Promise<number | null> {
    const at = now();
    return takeOver(db.orm, recording_id, at, new Date(at.getTime() - LOST_AFTER));
  }

  /** The recorder is in the room: what comes from now on is captured, but in a pause. */
  async function begin(recording_id: number, take: number): Promise<void> {
    await onTake(recording_id, take, async (command, row) => {
      const { tx, at, record } = command;
      const phase = nextPhase(row.phase, 'begin');
      await changeRecording(tx, recording_id, {
        recorder_seen_at: at,
        phase,
        ...(phase === 'recording' ? { started_at: row.started_at ?? at } : {}),
      });
      if (phase === row.phase) return;
      await parts.attachBoard(tx, recording_id, at);
      await record('recording.started', { recording_id }, EVERYONE);
    });
  }

  /** The recorder is coming up: its worker says so as long as it cannot do so itself. */
  async function coming(recording_id: number, take: number): Promise<void> {
    await markSeen(db.orm, recording_id, take, now());
  }

  /**
   * Asked every second. A recorder that was given up while it could not tell that it lives goes on, if nobody else did;
   * one that is not in the room yet (`has_begun`) has nothing to go on with.
   */
  async function seen(
    recording_id: number,
    take: number,
    has_begun: boolean,
  ): Promise<'mine' | 'replaced' | 'stopped'> {
    const row = await markSeen(db.orm, recording_id, take, now());
    if (has_begun && row?.phase === 'interrupted') await begin(recording_id, take);
    // Pages are made meanwhile, too.
    if (row?.phase === 'recording') await db.transact((tx) => parts.attachBoard(tx, recording_id, now()));
    if (row) return row.state === 'recording' ? 'mine' : 'stopped';
    return (await findRow(db.orm, recording_id)) ? 'replaced' : 'stopped';
  }

  /** Its files are closed. */
  async function closed(recording_id: number, take: number, reason: CloseReason): Promise<void> {
    await onTake(
      recording_id,
      take,
      async (command, row) => {
        switch (reason) {
          case 'disk_full':
            await end(command, recording_id, 'disk_full');
            break;
          case 'signal':
            await interrupt(command, row, command.at);
            await parts.sendJob(command.tx, 'record', { recording_id });
            break;
          case 'stopped':
          case 'replaced':
            break;
          default:
            reason satisfies never;
        }
      },
      { recorder_seen_at: null },
    );
  }

  /** It is gone without having closed: what it wrote until it was last seen is there. Another one goes on. */
  async function lose(recording_id: number, take: number): Promise<void> {
    await onTake(recording_id, take, async (command, row) => {
      if (row.recorder_seen_at === null) return;
      await interrupt(command, row, row.recorder_seen_at);
      await changeRecording(command.tx, recording_id, { recorder_seen_at: null });
      await parts.sendJob(command.tx, 'record', { recording_id });
    });
  }

  /** The same, unless it turns out to be alive after all. */
  async function loseUnseen(recording_id: number, take: number): Promise<void> {
    const row = await findRow(db.orm, recording_id);
    if (row && row.take === take && !hasRecorder(row, now())) await lose(recording_id, take);
  }

  /** No recorder can go on with it. */
  async function giveUp(recording_id: number, take: number): Promise<void> {
    await onTake(recording_id, take, async (command) => end(command, recording_id, 'lost'), {
      recorder_seen_at: null,
    });
  }

  async function interrupt({ tx, record }: Command, row: Running, until: Date): Promise<void> {
    const phase = nextPhase(row.phase, 'interrupt');
    if (phase === row.phase) return;
    await changeRecording(tx, row.id, { phase, interruptions: row.interruptions + 1 });
    await parts.detachBoard(tx, row.id);
    await record('recording.interrupted', { recording_id: row.id, until: until.toISOString() }, EVERYONE);
  }

  type Running = RecordingRow & { phase: NonNullable<RecordingRow['phase']> };

  /**
   * Runs a command for the recorder of a take, if that is still the recording's; `changes` are made in any case, and the
   * rest only while it is being captured.
   */
  async function onTake(
    recording_id: number,
    take: number,
    work: (command: Command, row: Running) => Promise<void>,
    changes: { recorder_seen_at?: null } = {},
  ): Promise<void> {
    const session_id = await findSessionOf(db.orm, recording_id);
    if (session_id === null) return;
    await log.command(session_id, null, async (command) => {
      await holdSession(command.tx, session_id);
      const row = await findRow(command.tx, recording_id);
      if (row?.take !== take) return;
      if (row.phase) await work(command, { ...row, phase: row.phase });
      if ('recorder_seen_at' in changes) await changeRecording(command.tx, recording_id, changes);
    });
  }

  return { claim, coming, begin, seen, closed, lose, loseUnseen, giveUp };
}
