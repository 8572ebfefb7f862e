import { connect } from '#db/connect.ts';
import { announceNews } from '#db/news.ts';
import { forgetRecordedUpdates } from '#documents/recording.ts';
import { createDownloadWork } from '#downloads/work.ts';
import { createEventLog } from '#events/log.ts';
import { createJobs, type JobHandlers, takeJobs } from '#jobs/store.ts';
import { mendClip } from '#recorder/mend-clip.ts';
import { createFinish } from '#recordings/finish-service.ts';
import { createKeptRecordings } from '#recordings/kept-recordings.ts';
import { listConsents } from '#recordings/live-store.ts';
import { createCapturesOutside } from '#recordings/recorder-life.ts';
import { endOrphans } from '#recordings/recorder-notes.ts';
import { createRecorders } from '#recordings/recorders.ts';
import { createRemoval } from '#recordings/removal.ts';
import { buildBoardTracks } from '#replay/board-tracks.ts';
import type { WorkerSettings } from './worker-settings.ts';

export interface WorkerParts {
  settings: WorkerSettings;
  onError: (error: unknown) => void;
  now?: () => Date;
  /** For tests: another program in the place of the recorder. */
  recorder?: string;
}

export type Worker = Awaited<ReturnType<typeof startWorker>>;

/** Takes the jobs of recordings, until it is stopped. Everything it does is put together here. */
export async function startWorker({ settings, onError, recorder, now = () => new Date() }: WorkerParts) {
  const { databaseUrl, livekit, logLevel } = settings;
  const db = connect(databaseUrl, onError, 8);
  const jobs = createJobs(db, onError);
  const kept = createKeptRecordings(settings.recordings);
  const log = createEventLog({ db, now, publish: (session_id) => announceNews(db, session_id) });
  const captures = createCapturesOutside({ db, jobs, now });
  const recorders = createRecorders({
    db,
    captures,
    recordingsFolder: kept.root,
    folderOf: kept.folder,
    settings: { databaseUrl, livekit, logLevel },
    ...(recorder === undefined ? {} : { program: recorder }),
  });
  const downloads = createDownloadWork({
    db,
    kept,
    ffmpeg: settings.recordings.ffmpeg,
    readConsents: (session_id) => listConsents(db.orm, session_id, null),
    onError,
  });
  const finish = createFinish({
    db,
    log,
    now,
    jobs,
    folderOf: kept.folder,
    mendClip,
    buildBoard: (recording_id, spans) =>
      buildBoardTracks({
        db,
        recording_id,
        spans,
        write: (file, bytes) => kept.write({ kept_in: 'folder', recording_id, file }, bytes),
      }),
    forgetDrawn: forgetRecordedUpdates,
    moves: kept.home === 'bucket',
    makePoster: downloads.makePoster,
  });
  const handlers: JobHandlers = {
    record: { atOnce: settings.recordings.atOnce, run: recorders.record },
    finish: { atOnce: 3, run: finish },
    compose: { atOnce: 1, run: downloads.compose },
    delete_files: { atOnce: 1, run: createRemoval({ db, now, kept }) },
    move_files: { atOnce: 1, run: downloads.moveFiles },
  };
  const taker = await takeJobs(databaseUrl, handlers, onError);
  return {
    /** Recorders close their files first; what else is under way is done again by the next worker. */
    async stop(): Promise<void> {
      await Promise.all([taker.stop(), endOrphans(kept.root)]);
      downloads.stop();
      await jobs.close();
      kept.close();
      await db.close();
    },
  };
}
