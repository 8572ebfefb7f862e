import type { Database } from '#db/connect.ts';
import type { Jobs } from '#jobs/store.ts';
import type { Captures } from './capture-service.ts';
import { listOutlived, listUnfinished } from './capture-store.ts';
import { hasRecorder } from './lifecycle.ts';
import type { RecordingManagement } from './manage-service.ts';
import type { RecordingRow } from './run-store.ts';

declare module 'fastify' {
  interface FastifyInstance {
    recordingWatch: ReturnType<typeof createRecordingWatch>;
  }
}

/** Only a job that was lost is not on its way: every so many looks it is sent again. */
const LOOKS_PER_CHECK = 15;

export interface RecordingWatchParts {
  db: Database;
  now: () => Date;
  jobs: Pick<Jobs, 'send'>;
  captures: Pick<Captures, 'loseUnseen'>;
  expire: RecordingManagement['expire'];
  onError: (error: unknown) => void;
}

/**
 * What keeps recordings true where nobody says anything: a recorder that is not seen any more is lost, one that is missing is
 * asked for, and what is to be finished, removed or given up for its age does not wait for ever. Sent again, a job that is
 * there already changes nothing.
 */
export function createRecordingWatch({ db, now, jobs, captures, expire, onError }: RecordingWatchParts) {
  let looks = 0;

  async function look(): Promise<void> {
    const checks = looks % LOOKS_PER_CHECK === 0;
    looks += 1;
    for (const row of await listUnfinished(db.orm)) {
      if (row.state === 'recording') await attempt(() => watchCaptured(row));
      else if (checks) await attempt(() => jobs.send(db.orm, 'finish', { recording_id: row.id }));
    }
    if (!checks) return;
    for (const row of await listOutlived(db.orm, now())) await attempt(() => watchOutlived(row));
  }

  async function watchCaptured({ id, take, recorder_seen_at }: RecordingRow): Promise<void> {
    if (hasRecorder({ recorder_seen_at }, now())) return;
    if (recorder_seen_at === null) await jobs.send(db.orm, 'record', { recording_id: id });
    else await captures.loseUnseen(id, take);
  }

  async function watchOutlived(row: RecordingRow): Promise<void> {
    if (row.deleted_at === null && row.state !== 'expired') await expire(row);
    else await jobs.send(db.orm, 'delete_files', { recording_id: row.id });
  }

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  }

  return { look };
}
