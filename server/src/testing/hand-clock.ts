import { createAbsence, GRACE_AFTER_START } from '#live/absence.ts';
import { createMediaWatch } from '#live/media-watch.ts';
import { createServices } from '#services.ts';
import { createClock } from '#sessions/clock.ts';
import type { TestApp } from './test-app.ts';

/** The clock of a test app, which ticks when the test says so. */
export interface HandClock {
  /** Who has a socket in the live room, as the gateway would say. */
  sockets: Set<number>;
  tick(): Promise<void>;
  closeStrayRooms(): Promise<void>;
  /** Looks at who is there as a server does that starts now. */
  newSweep(): (session_id: number) => Promise<void>;
}

export function createHandClock({ db, media, clock }: TestApp): HandClock {
  const now = () => clock.now;
  const sockets = new Set<number>();
  const services = createServices({
    db,
    media,
    now,
    // Nobody listens, and no file is sent.
    filesDir: 'none',
    recordings: { folder: 'none', bucket: null },
    publish: () => {},
    broadcastReaction: () => {},
    broadcastExpectedMoves: () => {},
    enforceRights: async () => {},
    editDrawing: async () => {},
    forgetDrawing: async () => {},
    bringNotes: async () => false,
    onMediaError: () => {},
    onError: () => {},
  });
  const watch = createMediaWatch({
    db,
    log: services.log,
    media,
    roomsOf: services.roomsOf,
    now,
    sourcesIn: services.rights.sourcesIn,
    stopLostScreen: services.screens.stopLost,
    onMediaError: () => {},
  });
  const newSweep = () =>
    createAbsence({
      db,
      now,
      liveAccounts: () => sockets,
      lookAtMedia: watch.look,
      dropVanished: services.live.dropVanished,
      releaseAbsentHands: services.releaseAbsentHands,
    }).sweep;
  const { closeStrayRooms } = services.access;
  const { tick } = createClock({
    db,
    now,
    expire: services.sessions.expire,
    endByClock: services.live.endByClock,
    lastThere: services.lastThere,
    watchBreakouts: services.breakoutRuns.watch,
    sweep: newSweep(),
    watchRecordings: services.recordingWatch.look,
    closeStrayRooms,
    forgetUnsentFiles: services.attachments.forgetUnsent,
    onError: (error) => {
      throw error;
    },
  });
  clock.forward(GRACE_AFTER_START);
  return { sockets, tick, closeStrayRooms, newSweep };
}
