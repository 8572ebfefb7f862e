import type { DeliveredEvent, SessionView } from '@lectern/contract';
import type { Database, Executor } from '#db/connect.ts';
import { deliver } from '#events/policy.ts';
import { readEvents, readLastSeq } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readStanding } from '#sessions/standing.ts';

/** More missed events than this, and a whole view is the shorter answer. */
export const MOST_EVENTS = 500;

/** What the view is put together from, feature by feature. */
export interface ViewParts {
  db: Database;
  readCore: (db: Executor, id: number) => Promise<{ core: SessionView['session']; seq: number } | null>;
  readBookings: (db: Executor, id: number, account_id: number | null) => Promise<SessionView['bookings']>;
  readParticipants: (db: Executor, id: number) => Promise<SessionView['participants']>;
}

export type ViewService = ReturnType<typeof createViewService>;

export function createViewService({ db, readCore, readBookings, readParticipants }: ViewParts) {
  /** All that `actor` sees of a session, on one picture of the database. */
  async function view(actor: Actor, id: number): Promise<SessionView> {
    return db.snapshot(async (tx) => {
      const standing = await readStanding(tx, actor, id);
      const read = await readCore(tx, id);
      if (!standing?.role || !read) throw new Refusal('session_not_found');
      const { role } = standing;
      const bookings = await readBookings(tx, id, role === 'host' ? null : actor.id);
      const mine = bookings.find((one) => one.user.id === actor.id);
      return {
        seq: read.seq,
        account_id: actor.id,
        role,
        session: read.core,
        my_booking: mine ? { id: mine.id, status: mine.status } : null,
        bookings: role === 'host' ? bookings : [],
        participants: role === 'outsider' ? [] : await readParticipants(tx, id),
      };
    });
  }

  /** The events after `after` as `actor` may have them, and the number of the session's last one. */
  async function events(actor: Actor, id: number, after: number): Promise<{ events: DeliveredEvent[]; seq: number }> {
    return db.snapshot(async (tx) => {
      const standing = await readStanding(tx, actor, id);
      const seq = await readLastSeq(tx, id);
      if (!standing?.role || seq === null) throw new Refusal('session_not_found');
      const reader = { account_id: actor.id, role: standing.role };
      const logged = await readEvents(tx, id, after, MOST_EVENTS);
      return { events: logged.map((one) => deliver(one, reader)), seq };
    });
  }

  return { view, events };
}
