import type { Recording, RecordingEdit } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { Command, EventLog } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import type { JobData, QueueName } from '#jobs/queues.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession } from '#sessions/standing.ts';
import { audienceOf } from './audience.ts';
import { changeRecording, findRow, type RecordingChanges, type RecordingRow } from './run-store.ts';
import { readManaged } from './standing.ts';

export interface ManageParts {
  db: Database;
  log: EventLog;
  now: () => Date;
  sendJob: <Q extends QueueName>(tx: Tx, queue: Q, data: JobData<Q>) => Promise<void>;
  /** The recording as `actor` sees it. */
  get: (actor: Actor, id: number) => Promise<Recording>;
}

export type RecordingManagement = ReturnType<typeof createRecordingManagement>;

/** What its session's creator and admins decide about a recording, and what the clock does with one. */
export function createRecordingManagement({ db, log, now, sendJob, get }: ManageParts) {
  /** Only what is named changes. */
  async function edit(actor: Actor, id: number, input: RecordingEdit): Promise<Recording> {
    await onManaged(actor, id, async ({ tx, at, record }, row) => {
      const changes = changesOf(input);
      if (changes.expires_at !== undefined) {
        if (row.state === 'expired') throw new Refusal('recording_expired');
        if (changes.expires_at && changes.expires_at <= at) {
          throw new Refusal('invalid_input', [{ path: 'expires_at', message: 'must be in the future' }]);
        }
      }
      if (Object.keys(changes).length === 0) return;
      const after = await changeRecording(tx, id, changes);
      if (!sharesAlike(row, after)) {
        // Whoever may watch no longer hears of it, and whoever may from now on.
        const was_shared = [row, after].some(({ shared_with }) => shared_with === 'participants');
        await record('recording.shared', { recording_id: id }, { to: was_shared ? 'everyone' : 'hosts' });
      }
    });
    return get(actor, id);
  }

  /** It is gone for everybody at once; its files are removed by a job, and then the row goes. One that runs is stopped first. */
  async function remove(actor: Actor, id: number): Promise<void> {
    await onManaged(actor, id, async ({ tx, at, record }, row) => {
      if (row.state === 'recording') throw new Refusal('recording_running');
      await changeRecording(tx, id, { deleted_at: at });
      await record('recording.deleted', { recording_id: id }, audienceOf(row));
      await sendJob(tx, 'delete_files', { recording_id: id });
    });
  }

  /** What failed is made ready once more, from what there is. */
  async function retry(actor: Actor, id: number): Promise<Recording> {
    await onManaged(actor, id, async ({ tx, record }, row) => {
      if (row.state !== 'failed') throw new Refusal('recording_not_failed');
      await changeRecording(tx, id, { state: 'processing', failure: null });
      await record('recording.retried', { recording_id: id }, audienceOf(row));
      await sendJob(tx, 'finish', { recording_id: id });
    });
    return get(actor, id);
  }

  /** The clock's: its time has run out. The row stays, so that people see what became of it. */
  async function expire(row: Pick<RecordingRow, 'id' | 'session_id'>): Promise<void> {
    await onRow(row.session_id, row.id, null, async ({ tx, at, record }, { state, expires_at, shared_with }) => {
      if ((state !== 'ready' && state !== 'failed') || !expires_at || expires_at > at) return;
      await changeRecording(tx, row.id, { state: 'expired' });
      await record('recording.expired', { recording_id: row.id }, audienceOf({ shared_with }));
      await sendJob(tx, 'delete_files', { recording_id: row.id });
    });
  }

  async function onManaged(
    actor: Actor,
    id: number,
    work: (command: Command, row: RecordingRow) => Promise<void>,
  ): Promise<void> {
    const { row } = await readManaged(db.orm, actor, id, now());
    const found = await onRow(row.session_id, id, actor.id, work);
    if (!found) throw new Refusal('recording_not_found');
  }

  /** With the session's row held. False where it was deleted meanwhile. */
  function onRow(
    session_id: number,
    id: number,
    actor_id: number | null,
    work: (command: Command, row: RecordingRow) => Promise<void>,
  ): Promise<boolean> {
    return log.command(session_id, actor_id, async (command) => {
      await holdSession(command.tx, session_id);
      const row = await findRow(command.tx, id);
      if (!row || row.deleted_at !== null) return false;
      await work(command, row);
      return true;
    });
  }

  return { edit, remove, retry, expire };
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

function changesOf({ title, sharing, expires_at }: RecordingEdit): RecordingChanges {
  return {
    ...(title === undefined ? {} : { title }),
    ...(expires_at === undefined ? {} : { expires_at: instant(expires_at) }),
    ...(sharing === undefined
      ? {}
      : { shared_with: sharing.with, shared_until: instant(sharing.until), downloads_shared: sharing.downloads }),
  };
}

function sharesAlike(one: RecordingRow, other: RecordingRow): boolean {
  return (
    one.shared_with === other.shared_with &&
    one.shared_until?.getTime() === other.shared_until?.getTime() &&
    one.downloads_shared === other.downloads_shared
  );
}
