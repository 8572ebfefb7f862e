import { DownloadKind, Id } from '@lectern/contract';
import { z } from 'zod';

const OfRecording = z.object({ recording_id: Id });

/** What there is to do besides answering requests, and what each job says. */
export const jobData = {
  /** Have a recorder capture it. */
  record: OfRecording,
  /** Make it fit to be watched. */
  finish: OfRecording,
  /** Make one file of it. */
  compose: OfRecording.extend({ kind: DownloadKind }),
  /** Remove all its files: it was deleted, or its time has run out. */
  delete_files: OfRecording,
  /** Bring its files into the bucket. */
  move_files: OfRecording,
} as const;

export type QueueName = keyof typeof jobData;
export type JobData<Q extends QueueName> = z.infer<(typeof jobData)[Q]>;

/**
 * What makes a job the same as another one: of each, one at most is waiting. So whoever is not sure whether there is a job
 * may send it again.
 */
export function jobKey<Q extends QueueName>(data: JobData<Q>): string {
  return 'kind' in data ? `${data.recording_id}/${data.kind}` : String(data.recording_id);
}

interface QueueRules {
  /** short: one of a key waits at most. exclusive: one waits or is being done. */
  policy: 'short' | 'exclusive';
  retryLimit: number;
  retryBackoff: boolean;
  /** A job that its worker has not spoken of for so long is given to another one. */
  heartbeatSeconds: number;
  expireInSeconds: number;
}

const HOURS = 3_600;
const work = { policy: 'exclusive', retryLimit: 3, retryBackoff: true, heartbeatSeconds: 10 } as const;

/** Jobs may take as long as they live: a worker that died is known by its heartbeat. */
export const queues: Record<QueueName, QueueRules> = {
  // As long as the recorder lives. That it was lost, the recording's row tells: nothing is left for the queue to try again.
  record: { ...work, policy: 'short', retryLimit: 0, retryBackoff: false, expireInSeconds: 23 * HOURS },
  finish: { ...work, expireInSeconds: HOURS },
  compose: { ...work, expireInSeconds: 12 * HOURS },
  delete_files: { ...work, expireInSeconds: HOURS },
  move_files: { ...work, expireInSeconds: 12 * HOURS },
};
