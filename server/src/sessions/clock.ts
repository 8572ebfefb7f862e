import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import { forgetOldKeys } from '#idempotency/store.ts';
import { hasExpired, timedEnd } from './lifecycle.ts';
import { listWatched } from './list-store.ts';

/** How often the clock looks at sessions, and at who is in the running ones, in milliseconds. */
const TICK = 2_000;
/** Every so many ticks it also looks for media rooms that nobody should be in. */
const TICKS_PER_ROOM_CHECK = 7;
const TICKS_PER_CLEANING = 1_800;

export interface ClockParts {
  db: Database;
  now: () => Date;
  expire: (session_id: number) => Promise<void>;
  endByClock: (session_id: number, reason: 'abandoned' | 'limit') => Promise<void>;
  lastThere: (session_id: number) => Promise<Date | null>;
  /** Closes breakouts whose time is up, and brings back who is left in them. */
  watchBreakouts: (session_id: number) => Promise<void>;
  /** Looks at who is in a running session. */
  sweep: (session_id: number) => Promise<void>;
  /** Looks at recordings that are captured or made ready, and at those whose time has run out. */
  watchRecordings: () => Promise<void>;
  /** Ends media rooms of sessions that are over. */
  closeStrayRooms: () => Promise<void>;
  /** Forgets uploaded files that were never sent. */
  forgetUnsentFiles: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** What happens to sessions without anybody doing it. */
export function createClock(parts: ClockParts) {
  const stopping = new AbortController();

  /** One round over everything the clock watches. One session's trouble does not keep it from the others. */
  async function tick(): Promise<void> {
    for (const watched of await listWatched(parts.db.orm)) {
      await attempt(() => (watched.status === 'ongoing' ? watchRunning(watched) : watchScheduled(watched)));
    }
  }

  type Watched = Awaited<ReturnType<typeof listWatched>>[number];

  async function watchScheduled({ id, scheduled_start, scheduled_end }: Watched): Promise<void> {
    if (scheduled_start && hasExpired({ scheduled_start, scheduled_end }, parts.now())) await parts.expire(id);
  }

  async function watchRunning(watched: Watched): Promise<void> {
    const { id, started_at } = watched;
    if (watched.breakouts_ends_at || watched.breakouts_closed_at) await attempt(() => parts.watchBreakouts(id));
    await parts.sweep(id);
    if (!started_at) return;
    const last_there = (await parts.lastThere(id)) ?? started_at;
    const reason = timedEnd({ started_at, last_there }, parts.now());
    if (reason) await parts.endByClock(id, reason);
  }

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      parts.onError(error);
    }
  }

  async function clean(): Promise<void> {
    await forgetOldKeys(parts.db.orm);
    await parts.forgetUnsentFiles();
  }

  async function run(): Promise<void> {
    for (let count = 1; !stopping.signal.aborted; count += 1) {
      await attempt(tick);
      await attempt(parts.watchRecordings);
      if (count % TICKS_PER_ROOM_CHECK === 0) await attempt(parts.closeStrayRooms);
      if (count % TICKS_PER_CLEANING === 0) await attempt(clean);
      await delay(TICK, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  }

  let running: Promise<void> | null = null;
  return {
    tick,
    start(): void {
      running ??= run();
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
