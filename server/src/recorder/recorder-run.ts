import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import { openClipShelf } from './clip-shelf.ts';
import { DiskFull } from './clip-target.ts';
import type { CloseReason } from './manifest.ts';
import type { MediaEvents, MediaLink } from './media-link.ts';
import { createPermission, type RoomId } from './permission.ts';
import { createRecorder } from './recorder.ts';
import { now } from './recorder-clock.ts';
import type { RecorderLife } from './recorder-life.ts';
import { readChanges, readPermissionBase, readRecordedRooms, readShown } from './recorder-store.ts';

/** How often it is asked what may be recorded, and how often it is said that this one lives, in milliseconds. */
const ASK_EVERY = 250;
const SEEN_EVERY = 1_000;
/** How long media may take to come once the recorder is in the room, in milliseconds: one track that does not is not waited for. */
const COMING_IN = 3_000;
/** A decision stands in the log so long after its moment, in milliseconds. */
const IN_THE_LOG = 250;

export interface RunParts {
  db: Database;
  life: RecorderLife;
  folder: string;
  session_id: number;
  recording_id: number;
  take: number;
  link(events: MediaEvents, breakout_id: RoomId): MediaLink;
  /** It is to close in good order. */
  signal: AbortSignal;
  onError(error: unknown): void;
}

/** The life of a recorder: comes in, says so, records what it may, and closes. */
export async function runRecorder({
  db,
  life,
  session_id,
  recording_id,
  signal,
  onError,
  ...parts
}: RunParts): Promise<CloseReason> {
  const shelf = tryOpenShelf(parts);
  if (!shelf) return closeWith('disk_full');
  const ending = Promise.withResolvers<CloseReason>();
  const over = new AbortController();
  signal.addEventListener('abort', () => ending.resolve('signal'), { once: true });
  if (signal.aborted) ending.resolve('signal');

  const base = await untilItWorks(() => readPermissionBase(db, session_id, recording_id));
  if (!base) return closeWith('signal');
  const permission = createPermission(base, now());
  const onDiskFull = () => ending.resolve('disk_full');
  let known_until = Number.NEGATIVE_INFINITY;
  const knownUntil = () => known_until;
  const recorder = createRecorder({ shelf, permission, knownUntil, onDiskFull, link: parts.link });
  let shown_seq = -1;

  /** What has changed of who may be recorded. */
  async function ask(): Promise<void> {
    const asked_at = now();
    await learn();
    // All of what is before the end is written; what is after it is cut off.
    known_until = permission.phase() === 'over' ? Number.POSITIVE_INFINITY : asked_at - IN_THE_LOG;
  }

  async function learn(): Promise<void> {
    const shown = await readShown(db.orm, session_id);
    if (shown.seq === shown_seq) return;
    const changes = await readChanges(db.orm, session_id, recording_id, permission.seq());
    const rooms = await readRecordedRooms(db.orm, session_id);
    const more = permission.apply(changes);
    shown_seq = shown.seq;
    recorder.reviewed({ more, prominent: shown.prominent, rooms });
    if (permission.phase() === 'over') ending.resolve('stopped');
  }

  async function sayThatItLives(): Promise<void> {
    const heard = await life.seen();
    if (heard !== 'mine') ending.resolve(heard);
  }

  async function begin(): Promise<void> {
    await Promise.race([recorder.whenJoined(), ending.promise]);
    // What is said to be captured from now on is to be there from now on.
    await Promise.race([recorder.whenFlowing(COMING_IN), ending.promise]);
    if (over.signal.aborted) return;
    await untilItWorks(life.started);
    await ask().catch(onError);
  }

  async function repeat(every: number, work: () => Promise<void>): Promise<void> {
    while (!over.signal.aborted) {
      // The database may be away: what may be recorded stays as it was, and it is asked again.
      await work().catch(onError);
      await delay(every, undefined, { signal: over.signal }).catch(() => undefined);
    }
  }

  async function untilItWorks<T>(work: () => Promise<T>): Promise<T | null> {
    while (!signal.aborted && !over.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        onError(error);
        await delay(ASK_EVERY, undefined, { signal }).catch(() => undefined);
      }
    }
    return null;
  }

  async function closeWith(reason: CloseReason): Promise<CloseReason> {
    await life.closed(reason).catch(onError);
    return reason;
  }

  const working = Promise.all([begin().catch(onError), repeat(ASK_EVERY, ask), repeat(SEEN_EVERY, sayThatItLives)]);
  const reason = await ending.promise;
  // The stop has its moment in the log: what came after it is cut off.
  if (reason === 'stopped' || reason === 'signal') await ask().catch(onError);
  over.abort();
  await recorder.close(reason);
  await closeWith(reason);
  await working;
  return reason;
}

function tryOpenShelf(parts: { folder: string; take: number }) {
  try {
    return openClipShelf(parts);
  } catch (error) {
    if (error instanceof DiskFull) return null;
    throw error;
  }
}
