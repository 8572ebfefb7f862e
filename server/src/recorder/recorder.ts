import { setTimeout as delay } from 'node:timers/promises';
import type { ClipShelf } from './clip-shelf.ts';
import { DiskFull } from './clip-target.ts';
import type { CloseReason } from './manifest.ts';
import type { MediaEvents, MediaLink } from './media-link.ts';
import type { Permission, RoomId } from './permission.ts';
import { now } from './recorder-clock.ts';
import { createRoomRecording, type RoomRecording } from './room-recording.ts';

/** How often holes are looked for and what is due is written, in milliseconds. */
const TICK = 25;

export interface RecorderParts {
  shelf: ClipShelf;
  permission: Permission;
  /** Up to which moment `permission` is known: what came later is not written yet. Always, where nobody says. */
  knownUntil?(): number;
  link(events: MediaEvents, breakout_id: RoomId): MediaLink;
  /** There is no room on the disk: everything is closed already. */
  onDiskFull(): void;
}

/** What has changed of who may be recorded. */
export interface Reviewed {
  /** Somebody may be recorded now who might not before, or not in that room. */
  more: boolean;
  /** Whose picture a replay shows large. */
  prominent: ReadonlySet<number>;
  /** In which breakouts the recorder is to be, beside the main room. */
  rooms: ReadonlySet<number>;
}

export type Recorder = ReturnType<typeof createRecorder>;

/** Records what may be recorded of a session's media rooms, into the files of one take. */
export function createRecorder({ shelf, permission, onDiskFull, link, ...parts }: RecorderParts) {
  const rooms = new Map<RoomId, RoomRecording>();
  /** Left already, and still writing what came. */
  const leaving = new Set<RoomRecording>();
  const links = new Set<Promise<void>>();
  /** Told once of every track that is asked for something has come. */
  let flowing: PromiseWithResolvers<void> | null = null;
  let closed = false;
  const knownUntil = () => parts.knownUntil?.() ?? Number.POSITIVE_INFINITY;
  const main = enter(null);
  const timer = setInterval(() => guard(tick), TICK);

  function enter(breakout_id: RoomId): RoomRecording {
    const room = createRoomRecording({ breakout_id, shelf, permission, knownUntil, link, guard });
    rooms.set(breakout_id, room);
    return room;
  }

  /** In those breakouts from now on, and in no other. */
  function keepRooms(wanted: ReadonlySet<number>): void {
    for (const [breakout_id, room] of rooms) {
      if (breakout_id === null || wanted.has(breakout_id)) continue;
      rooms.delete(breakout_id);
      leaving.add(room);
      const left = room.leave(now()).finally(() => links.delete(left));
      links.add(left);
    }
    for (const breakout_id of wanted) if (!rooms.has(breakout_id)) enter(breakout_id);
  }

  function tick(): void {
    const at = now();
    if (flowing && [...rooms.values()].every((room) => room.everythingFlows())) flowing.resolve();
    for (const room of [...rooms.values(), ...leaving]) room.tick(at);
    for (const room of leaving) if (room.isDone()) leaving.delete(room);
  }

  /** Runs what writes. */
  function guard(work: () => void): void {
    if (closed) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      void close('disk_full').then(onDiskFull);
    }
  }

  async function close(reason: CloseReason): Promise<void> {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    const at = now();
    const full = reason === 'disk_full';
    if (full) {
      shelf.freeReserve();
      attempt(() => shelf.tell({ kind: 'trouble', what: 'disk_full', at }));
    }
    for (const room of [...rooms.values(), ...leaving]) room.end(at, full, attempt);
    attempt(() => shelf.tell({ kind: 'closed', at: now(), reason }));
    shelf.close();
    await Promise.all([...[...rooms.values()].map((room) => room.close()), ...links]);
  }

  /** What does not fit any more is left as it is: whoever finishes the recording mends it. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
    }
  }

  return {
    /** In the main room, as soon as it is. */
    whenJoined: main.whenJoined,
    /** Something of every track that is asked for has come; or so many milliseconds have passed. */
    async whenFlowing(patience: number) {
      flowing = Promise.withResolvers();
      await Promise.race([flowing.promise, delay(patience, undefined, { ref: false })]);
      flowing = null;
    },
    reviewed({ more, prominent, rooms: wanted }: Reviewed) {
      if (closed) return;
      guard(() => keepRooms(wanted));
      for (const room of rooms.values()) {
        room.review(prominent);
        if (more) room.begin(now());
      }
    },
    close,
  };
}
