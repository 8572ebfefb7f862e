import { createBookingsService } from '#bookings/service.ts';
import { listBookings } from '#bookings/store.ts';
import type { Database } from '#db/connect.ts';
import { createEventLog } from '#events/log.ts';
import { createLiveService } from '#live/service.ts';
import { lastThere, listActive } from '#live/store.ts';
import { createViewService } from '#live/view-service.ts';
import type { MediaEngine } from '#media/engine.ts';
import { createSessionsService } from '#sessions/service.ts';
import { findCore } from '#sessions/store.ts';
import { createSiteService } from '#site/service.ts';

export interface ServicesParts {
  db: Database;
  media: MediaEngine;
  now: () => Date;
  publish: (session_id: number) => void;
  onMediaError: (error: unknown) => void;
}

export type Services = ReturnType<typeof createServices>;

/** The domain, put together by hand: what depends on what is to be read here. */
export function createServices({ db, media, now, publish, onMediaError }: ServicesParts) {
  const log = createEventLog({ db, now, publish });
  const site = createSiteService({ db });
  const sessions = createSessionsService({ db, log, site, now });
  const live = createLiveService({ db, log, media, onMediaError });
  const bookings = createBookingsService({ db, log, removeFromRoom: live.removeFromRoom, cutMedia: live.cutMedia });
  const views = createViewService({
    db,
    readCore: findCore,
    readBookings: (tx, id, account_id) => listBookings(tx, id, account_id === null ? {} : { account_id }),
    readParticipants: listActive,
  });
  return { log, site, sessions, live, bookings, views, lastThere: (id: number) => lastThere(db.orm, id) };
}
