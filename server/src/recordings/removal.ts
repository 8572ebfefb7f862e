import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import type { JobHandler } from '#jobs/store.ts';
import { forgetFiles, forgetRecording, holdFiles } from './finish-store.ts';
import type { KeptRecordings } from './kept-recordings.ts';
import { hasRecorder } from './lifecycle.ts';
import { findRow } from './run-store.ts';

/** How often it is looked whether a recorder has closed its files, in milliseconds. */
const LOOK_EVERY = 100;

export interface RemovalParts {
  db: Database;
  now: () => Date;
  kept: Pick<KeptRecordings, 'removeAll' | 'isGone'>;
}

/**
 * Removes all there is of a recording, and makes sure of it: a deleted one's row goes only then, and the job comes again until
 * it has.
 */
export function createRemoval({ db, now, kept }: RemovalParts): JobHandler<'delete_files'> {
  return async ({ recording_id }, { signal }) => {
    for (;;) {
      const row = await findRow(db.orm, recording_id);
      if (!row || !(row.deleted_at !== null || row.state === 'expired')) return;
      if (!hasRecorder(row, now())) break;
      await delay(LOOK_EVERY, undefined, { signal });
    }
    await holdFiles(db, recording_id, async () => {
      const row = await findRow(db.orm, recording_id);
      if (!row) return;
      await kept.removeAll(recording_id);
      if (!(await kept.isGone(recording_id))) throw new Error(`Files of recording ${recording_id} are still there`);
      if (row.deleted_at === null) await forgetFiles(db, recording_id);
      else await forgetRecording(db.orm, recording_id);
    });
  };
}
