import { Booking, moderates, OVER } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import type { EventLog, RecordEvent } from '#events/log.ts';
import { Refusal } from '#http/refusal.ts';
import { once } from '#idempotency/store.ts';
import type { Actor } from '#sessions/policy.ts';
import { holdSession, lockStanding, readStanding, type SessionRow } from '#sessions/standing.ts';
import { type BookingCommand, nextBookingStatus } from './lifecycle.ts';
import { changeBooking, countApproved, findBooking, findBookingOf, insertBooking, listBookings } from './store.ts';

export interface BookingsParts {
  db: Database;
  log: EventLog;
  /** Takes somebody who is no longer approved out of the live room, in the same transaction. */
  removeFromRoom: (
    tx: Tx,
    removal: { session_id: number; account_id: number; at: Date; record: RecordEvent },
  ) => Promise<void>;
  /** What they were granted in the room goes with the approval, in the same transaction. */
  forgetGrants: (tx: Tx, record: RecordEvent, session: SessionRow, account_id: number) => Promise<void>;
  /** Cuts their media once that is committed. */
  cutMedia: (session_id: number, account_id: number) => Promise<void>;
}

export type BookingsService = ReturnType<typeof createBookingsService>;

export function createBookingsService({ db, log, removeFromRoom, forgetGrants, cutMedia }: BookingsParts) {
  async function request(actor: Actor, session_id: number, message: string, key: string | null): Promise<Booking> {
    const asking = { account_id: actor.id, key, asks: ['POST bookings', session_id, message] };
    return log.command(session_id, actor.id, async ({ tx, at, record }) => {
      const outcome = await once(tx, asking, at, write, (answer) => Booking.parse(answer));
      if (!outcome) throw new Refusal('idempotency_key_reused');
      return outcome.answer;

      async function write(): Promise<Booking> {
        const standing = await lockStanding(tx, actor, session_id);
        if (!standing?.role) throw new Refusal('session_not_found');
        const { session } = standing;
        const existing = await findBookingOf(tx, session_id, actor.id);
        if (session.creator_id === actor.id) throw new Refusal('booking_own_session');
        if (!nextBookingStatus(existing?.status ?? null, 'request')) throw new Refusal('booking_exists');
        if (!isOpen(session)) throw new Refusal('bookings_closed');
        const id =
          existing?.id ?? (await insertBooking(tx, { session_id, account_id: actor.id, message, created_at: at }));
        if (existing) await changeBooking(tx, id, { status: 'pending', message, created_at: at, decided_at: null });
        const booking = await written(tx, id);
        await record('booking.requested', { booking }, { to: 'account', account_id: actor.id });
        return booking;
      }
    });
  }

  /** The creator and co-hosts see all, everybody else their own. `after` is the id the page before ended with. */
  async function list(actor: Actor, session_id: number, page: { limit: number; after: number | null }) {
    const standing = await readStanding(db.orm, actor, session_id);
    if (!standing?.role) throw new Refusal('session_not_found');
    const items = await listBookings(db.orm, session_id, {
      ...(moderates(standing.role) ? {} : { account_id: actor.id }),
      ...(page.after === null ? {} : { after: page.after }),
      limit: page.limit + 1,
    });
    const last = items.length > page.limit ? items[page.limit - 1] : undefined;
    return { items: items.slice(0, page.limit), next: last ? String(last.id) : null };
  }

  const approve = (actor: Actor, id: number) => decide(actor, id, 'approve');
  const reject = (actor: Actor, id: number) => decide(actor, id, 'reject');
  const withdraw = (actor: Actor, id: number) => decide(actor, id, 'withdraw');

  async function decide(actor: Actor, id: number, command: Exclude<BookingCommand, 'request'>): Promise<Booking> {
    const found = await findBooking(db.orm, id);
    const standing = found && (await readStanding(db.orm, actor, found.session_id));
    if (!found || !standing) throw new Refusal('booking_not_found');
    const isOwner = found.user.id === actor.id;
    const isHost = moderates(standing.role);
    if (!isOwner && !isHost) throw new Refusal('booking_not_found');
    if (command === 'withdraw' ? !isOwner : !isHost) throw new Refusal('forbidden');

    const { session_id } = found;
    const { booking, hadRights } = await log.command(session_id, actor.id, async ({ tx, at, record }) => {
      const session = await holdSession(tx, session_id);
      const before = await written(tx, id);
      const status = nextBookingStatus(before.status, command);
      if (!isOpen(session)) throw new Refusal('bookings_closed');
      if (!status) throw new Refusal('booking_wrong_state');
      if (status === 'approved') await refuseWhereFull(tx, session);
      if (before.status === 'approved') await forgetGrants(tx, record, session, before.user.id);
      await changeBooking(tx, id, { status, decided_at: at });
      const after = await written(tx, id);
      const audience = { to: 'account', account_id: after.user.id } as const;
      if (status !== 'approved') {
        await removeFromRoom(tx, { session_id, account_id: after.user.id, at, record });
      }
      await record(`booking.${status === 'pending' ? 'requested' : status}`, { booking: after }, audience);
      return { booking: after, hadRights: before.status === 'approved' && status !== 'approved' };
    });
    if (hadRights) await cutMedia(session_id, booking.user.id);
    return booking;
  }

  /** The same as rejecting somebody's booking, whichever it is. */
  async function rejectOf(actor: Actor, session_id: number, account_id: number): Promise<void> {
    const booking = await findBookingOf(db.orm, session_id, account_id);
    if (!booking) throw new Refusal('booking_not_found');
    await reject(actor, booking.id);
  }

  return { request, list, approve, reject, rejectOf, withdraw };
}

const isOpen = (session: SessionRow) => !OVER.includes(session.status);

async function written(tx: Tx, id: number): Promise<Booking> {
  const booking = await findBooking(tx, id);
  if (!booking) throw new Error(`Booking ${id} is gone`);
  return booking;
}

async function refuseWhereFull(tx: Tx, session: SessionRow): Promise<void> {
  if (session.capacity !== null && (await countApproved(tx, session.id)) >= session.capacity) {
    throw new Refusal('session_full');
  }
}
