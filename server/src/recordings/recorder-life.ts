import type { Database } from '#db/connect.ts';
import { announceNews } from '#db/news.ts';
import { attachRecording, detachRecording } from '#documents/recording.ts';
import { createEventLog } from '#events/log.ts';
import type { Jobs } from '#jobs/store.ts';
import type { RecorderLife } from '#recorder/recorder-life.ts';
import { type Captures, createCaptures } from './capture-service.ts';
import { createRecordingRuns } from './run-service.ts';

export interface CapturesOutsideParts {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
}

/** The commands of recorders, for processes that are no server: the servers are told of their events by the database. */
export function createCapturesOutside({ db, jobs, now }: CapturesOutsideParts): Captures {
  const log = createEventLog({ db, now, publish: (session_id) => announceNews(db, session_id) });
  const parts = { db, log, sendJob: jobs.send, attachBoard: attachRecording, detachBoard: detachRecording };
  return createCaptures({ ...parts, now, end: createRecordingRuns(parts).end });
}

/** What the recorder of one take tells, and is told, as rows and events. */
export function createRecorderLife(captures: Captures, recording_id: number, take: number): RecorderLife {
  let has_begun = false;
  return {
    async started() {
      await captures.begin(recording_id, take);
      has_begun = true;
    },
    seen: () => captures.seen(recording_id, take, has_begun),
    closed: (reason) => captures.closed(recording_id, take, reason),
  };
}
