import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import type { JobHandler } from '#jobs/store.ts';
import { forgetFiles, forgetRecording, holdFiles } from './finish-store.ts';
import type { KeptRecordings } from './kept-recordings.ts';
import { hasRecorder } from './lifecycle.ts';
import { changeRecording, findRow } from './run-store.ts';

/** How often it is looked whether a recorder has closed its files, in milliseconds. */
const LOOK_EVERY = 100;

export interface RemovalParts {
  db: Database;
  now: () => Date;
  kept: Pick<KeptRecordings, 'removeAll' | 'isGone' | 'moveToBucket'>;
}

/** The end of a recording's files, and their way into the bucket. */
export function createRemoval({ db, now, kept }: RemovalParts) {
  /** Removes all there is, and makes sure of it: a deleted recording's row goes only then, and the job comes again until it has. */
  const deleteFiles: JobHandler<'delete_files'> = async ({ recording_id }, { signal }) => {
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

  const moveFiles: JobHandler<'move_files'> = ({ recording_id }) =>
    holdFiles(db, recording_id, async () => {
      const row = await findRow(db.orm, recording_id);
      if (row?.state !== 'ready' || row.deleted_at !== null || row.kept_in === 'bucket') return;
      await kept.moveToBucket(recording_id, () => changeRecording(db.orm, recording_id, { kept_in: 'bucket' }));
    });

  return { deleteFiles, moveFiles };
}
