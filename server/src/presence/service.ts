import type { Presence, PresenceChange } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import {
  beat,
  deletePresence,
  forgetServer,
  forgetSilentServers,
  listPresence,
  type PresenceRow,
  writePresence,
} from './store.ts';
import { type PresentStay, presenceChanges, whoIsWhere } from './who-is-where.ts';

/** How often a server says that it is there, in milliseconds. */
const BEAT_EVERY = 2_000;
/** Changes of one session that come faster than this, in milliseconds, are told together. */
const GATHER = 100;
/** And at least so many times as long as the last reading took: the larger a room, the more is told together. */
const REST = 4;

/** One connection of this server as it is now; `place` page is nowhere that others see. */
export interface LocalConnection {
  session_id: number;
  socket_id: string;
  account_id: number;
  place: 'page' | 'waiting' | 'live';
  hidden: boolean;
  since: Date;
  /** It has just been closed, and was in the live room. */
  was_live?: boolean;
}

export interface PresenceParts {
  db: Database;
  /** This server's name among the site's servers, new at each start. */
  server_id: string;
  listStays: (session_id: number) => Promise<PresentStay[]>;
  /** All of this server's connections: written anew where the database has lost them. */
  local: () => LocalConnection[];
  /** A browser in the live room was there until now. */
  markSeen: (session_id: number, account_id: number) => Promise<void>;
  /** Whether this server has connections that want to hear of the session. */
  hasListeners: (session_id: number) => boolean;
  /**
   * Sends to this server's connections: the whole list to those who have none yet, the changes to the others. False where
   * some who have no list still wait for it.
   */
  send: (session_id: number, whole: () => PresenceChange, changes: PresenceChange | null) => boolean;
  /** Tells the other servers. */
  announce: (session_id: number) => void;
  onError: (error: unknown) => void;
}

export type PresenceService = ReturnType<typeof createPresenceService>;

/**
 * Who is in the waiting room and in the live room, on whichever server. Each server writes down its own connections, and
 * reads everybody's where something changed; what was read is never older than what it was told.
 */
export function createPresenceService(parts: PresenceParts) {
  const { db, server_id, onError } = parts;
  /** What of this server is not written yet, by connection and session. */
  let dirty = new Map<string, LocalConnection>();
  let flushing: Promise<void> | null = null;
  const known = new Map<number, ReadonlyMap<number, Presence>>();
  const refreshing = new Set<number>();
  const again = new Set<number>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let registered: Promise<unknown> | null = null;

  /** A connection of this server came, moved or (`page`) went. */
  function note(connection: LocalConnection): void {
    dirty.set(`${connection.session_id} ${connection.socket_id}`, connection);
    flushSoon();
  }

  function flushSoon(): void {
    flushing ??= flush();
  }

  async function flush(): Promise<void> {
    // Those that come in the same breath are written together.
    await Promise.resolve();
    try {
      while (dirty.size > 0) await flushOnce();
    } catch (error) {
      // What could not be written is kept for the next beat.
      onError(error);
    } finally {
      flushing = null;
    }
  }

  async function flushOnce(): Promise<void> {
    const changes = [...dirty.values()];
    dirty = new Map();
    try {
      await write(changes);
    } catch (error) {
      for (const one of changes) {
        const key = `${one.session_id} ${one.socket_id}`;
        // Unless something newer is known by now.
        if (!dirty.has(key)) dirty.set(key, one);
      }
      throw error;
    }
    for (const session_id of new Set(changes.map((one) => one.session_id))) {
      parts.announce(session_id);
      refresh(session_id);
    }
  }

  async function write(changes: LocalConnection[]): Promise<void> {
    await register();
    const rows: PresenceRow[] = [];
    const left: LocalConnection[] = [];
    for (const change of changes) {
      const { place, was_live: _, ...one } = change;
      if (place === 'page') left.push(change);
      else rows.push({ ...one, server_id, place });
    }
    await writePresence(db.orm, rows);
    await deletePresence(db.orm, server_id, left);
    // A look at the page says nothing about who is in the room.
    for (const { session_id, account_id, was_live } of left) {
      if (was_live) await parts.markSeen(session_id, account_id);
    }
  }

  /** The server's own row comes first: connections belong to it, and go with it. */
  function register(): Promise<unknown> {
    registered ??= beat(db.orm, server_id).catch((error: unknown) => {
      registered = null;
      throw error;
    });
    return registered;
  }

  /** Reads who is where in a session, and tells this server's connections. Returns at once. */
  function refresh(session_id: number): void {
    if (refreshing.has(session_id)) {
      again.add(session_id);
      return;
    }
    if (!parts.hasListeners(session_id)) {
      known.delete(session_id);
      return;
    }
    refreshing.add(session_id);
    const began = performance.now();
    read(session_id)
      .catch(onError)
      .finally(() => {
        const rest = Math.max(GATHER, REST * (performance.now() - began));
        setTimeout(() => {
          refreshing.delete(session_id);
          if (again.delete(session_id)) refresh(session_id);
        }, rest).unref();
      });
  }

  async function read(session_id: number): Promise<void> {
    const after = whoIsWhere(await listPresence(db.orm, session_id), await parts.listStays(session_id));
    const { people, gone } = presenceChanges(known.get(session_id) ?? new Map(), after);
    known.set(session_id, after);
    const changed = people.length > 0 || gone.length > 0;
    const all = parts.send(
      session_id,
      () => ({ session_id, whole: true, people: [...after.values()], gone: [] }),
      changed ? { session_id, whole: false, people, gone } : null,
    );
    if (!all) again.add(session_id);
  }

  /** Says that this server is there, and finds out which others are not any more. */
  async function tick(): Promise<void> {
    // Nobody has come yet, or since the database forgot us: there is nothing to keep alive.
    if (!registered && dirty.size === 0) return;
    try {
      if (await beat(db.orm, server_id)) parts.local().forEach(note);
      for (const session_id of await forgetSilentServers(db)) refresh(session_id);
      if (dirty.size > 0) flushSoon();
    } catch (error) {
      onError(error);
    }
  }

  return {
    note,
    refresh,
    tick,
    start(): void {
      timer ??= setInterval(() => void tick(), BEAT_EVERY).unref();
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      await flushing;
      await forgetServer(db.orm, server_id).catch(() => undefined);
    },
  };
}
