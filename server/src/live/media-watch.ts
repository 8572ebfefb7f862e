import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/connect.ts';
import type { EventLog } from '#events/log.ts';
import type { MediaEngine, MediaPerson, MediaRoom, Source } from '#media/engine.ts';
import { holdSession, readStandings, type Standing } from '#sessions/standing.ts';
import { mayWait } from './media-access.ts';
import type { RoomsOf } from './media-rooms.ts';
import { changeMedia, listActiveRows, type StayRow } from './store.ts';

/** After a browser said that it changed something, the engine is asked at these times, in milliseconds: it may hear later. */
const LOOKS_AFTER_HINT = [0, 120, 400, 1_200];

/** A screen of which nothing comes for this long, in milliseconds, is lost; the media engine may be restarted meanwhile. */
export const SCREEN_LOST_AFTER = 30_000;

export interface MediaWatchParts {
  db: Database;
  log: EventLog;
  media: MediaEngine;
  roomsOf: RoomsOf;
  now: () => Date;
  /** What each stay of a session may send now. */
  sourcesIn: (session_id: number) => Promise<(stay: StayRow) => Source[]>;
  /** Takes back the right to send a screen of which nothing comes. */
  stopLostScreen: (session_id: number, stay_id: number) => Promise<void>;
  onMediaError: (error: unknown) => void;
}

interface Listed {
  room: MediaRoom;
  person: MediaPerson;
}

export type MediaWatch = ReturnType<typeof createMediaWatch>;

/**
 * Keeps the rows true to what the media engine really has, and the engine to who may be there. It always looks at the
 * engine's own list: hints and webhooks only say when to look, so that lost, doubled or reordered ones change nothing.
 */
export function createMediaWatch({ db, log, media, roomsOf, now, onMediaError, ...parts }: MediaWatchParts) {
  const running = new Map<number, Promise<MediaPerson[] | null>>();
  const again = new Set<number>();
  /** Since when, in milliseconds, nothing comes of a screen that a stay may send. */
  const screensMissed = new Map<number, number>();
  /** Sessions in which a change is expected, and which of the looks comes next. */
  const expecting = new Map<number, number>();

  /** Compares one session now. What the engine lists, or null where it is away. Calls meanwhile share one more look. */
  function look(session_id: number): Promise<MediaPerson[] | null> {
    const current = running.get(session_id);
    if (current) {
      again.add(session_id);
      return current;
    }
    const looking = lookUntilQuiet(session_id);
    running.set(session_id, looking);
    return looking;
  }

  async function lookUntilQuiet(session_id: number): Promise<MediaPerson[] | null> {
    try {
      let people: MediaPerson[];
      do {
        again.delete(session_id);
        people = await compare(session_id);
      } while (again.has(session_id));
      return people;
    } catch (error) {
      onMediaError(error);
      return null;
    } finally {
      // In the same breath as the last look at `again`: whoever asks a moment later begins a new one.
      running.delete(session_id);
    }
  }

  async function compare(session_id: number): Promise<MediaPerson[]> {
    // The engine first, the rows after: somebody who joins in between is in the rows only, and nobody is thrown out.
    const rooms = await roomsOf(session_id);
    const listed = (await Promise.all(rooms.map(peopleIn))).flat();
    const stays = new Map((await listActiveRows(db.orm, session_id)).map((row) => [row.account_id, row]));
    const maySend = await parts.sourcesIn(session_id);
    const standings = await standingsOf(session_id, listed);
    await Promise.all(
      listed.map(async ({ room, person }) => {
        const stay = stays.get(person.account_id);
        const sources = stay?.breakout_id === room.breakout_id && maySend(stay);
        // Whoever goes to another room waits there without rights until the row says so.
        const standing = standings.get(person.account_id);
        const waits = !person.has_rights && standing && mayWait(standing, room.breakout_id);
        const intrudes = !sources && !waits;
        if (intrudes || person.disguised) await media.remove(room, person.account_id);
        else if (sources && !(person.has_rights && isSame(sources, person.may_send))) {
          await media.allow(room, person.account_id, sources);
        }
      }),
    );
    const isThere = ({ room, person }: Listed) => stays.get(person.account_id)?.breakout_id === room.breakout_id;
    const sending = new Map(listed.filter(isThere).map(({ person }) => [person.account_id, person]));
    for (const stay of stays.values()) {
      await follow(stay, sending.get(stay.account_id), maySend(stay));
      await missScreen(stay, sending.get(stay.account_id));
    }
    return [...sending.values()];
  }

  async function standingsOf(session_id: number, listed: Listed[]): Promise<ReadonlyMap<number, Standing>> {
    const waiting = new Set(listed.filter(({ person }) => !person.has_rights).map(({ person }) => person.account_id));
    if (waiting.size === 0) return new Map();
    return readStandings(
      db.orm,
      [...waiting].map((id) => ({ id, is_admin: false })),
      session_id,
    );
  }

  async function peopleIn(room: MediaRoom): Promise<Listed[]> {
    return (await media.people(room)).map((person) => ({ room, person }));
  }

  /** A screen that was let in and does not come, or comes no more, is given up after a while. */
  async function missScreen(stay: StayRow, person: MediaPerson | undefined): Promise<void> {
    if (stay.screen_since === null || person?.screen_enabled) {
      screensMissed.delete(stay.id);
      return;
    }
    const at = now().getTime();
    const since = screensMissed.get(stay.id) ?? at;
    screensMissed.set(stay.id, since);
    if (at - since < SCREEN_LOST_AFTER) return;
    screensMissed.delete(stay.id);
    await parts.stopLostScreen(stay.session_id, stay.id);
  }

  /** What was listed and has just been taken away does not count any more. */
  async function follow(stay: StayRow, person: MediaPerson | undefined, allowed: Source[]): Promise<void> {
    const sends = {
      audio_enabled: (person?.audio_enabled ?? false) && allowed.includes('microphone'),
      video_enabled: (person?.video_enabled ?? false) && allowed.includes('camera'),
    };
    if (stay.audio_enabled === sends.audio_enabled && stay.video_enabled === sends.video_enabled) return;
    await log.command(stay.session_id, stay.account_id, async ({ tx, record }) => {
      await holdSession(tx, stay.session_id);
      if (!(await changeMedia(tx, stay.id, sends))) return;
      await record('participant.media_changed', { participant_id: stay.id, ...sends }, { to: 'everyone' });
    });
  }

  /** A browser says that it has just changed what it sends: looks until the engine must have heard of it. */
  function expectChange(session_id: number): void {
    const started = expecting.has(session_id);
    expecting.set(session_id, 0);
    if (!started) void lookRepeatedly(session_id).finally(() => expecting.delete(session_id));
  }

  async function lookRepeatedly(session_id: number): Promise<void> {
    for (;;) {
      const step = expecting.get(session_id) ?? 0;
      const wait = LOOKS_AFTER_HINT[step];
      if (wait === undefined) return;
      expecting.set(session_id, step + 1);
      if (wait > 0) await delay(wait, undefined, { ref: false });
      await look(session_id);
    }
  }

  return { look, expectChange };
}

const isSame = (one: readonly Source[], other: readonly Source[]) =>
  one.length === other.length && one.every((source) => other.includes(source));
