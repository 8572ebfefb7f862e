import type { Booking, BookingStatus } from '@lectern/contract';
import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { Executor, Tx } from '#db/connect.ts';
import { account, booking } from '#db/schema.ts';
import { userColumns } from '#db/user-columns.ts';

const select = (db: Executor) =>
  db
    .select({ booking, user: userColumns })
    .from(booking)
    .innerJoin(account, eq(account.id, booking.account_id))
    .$dynamic();

type Selected = Awaited<ReturnType<typeof select>>[number];

const toBooking = ({ booking: row, user }: Selected): Booking => ({
  id: row.id,
  session_id: row.session_id,
  user,
  status: row.status,
  message: row.message,
  created_at: row.created_at.toISOString(),
  decided_at: row.decided_at?.toISOString() ?? null,
});

export async function findBooking(db: Executor, id: number): Promise<Booking | null> {
  const [row] = await select(db).where(eq(booking.id, id));
  return row ? toBooking(row) : null;
}

export async function findBookingOf(db: Executor, session_id: number, account_id: number): Promise<Booking | null> {
  const [row] = await select(db).where(and(eq(booking.session_id, session_id), eq(booking.account_id, account_id)));
  return row ? toBooking(row) : null;
}

/** A session's bookings, oldest first: all, or those of one account; after the id `after`, `limit` at most. */
export async function listBookings(
  db: Executor,
  session_id: number,
  options: { account_id?: number; after?: number; limit?: number } = {},
): Promise<Booking[]> {
  const query = select(db)
    .where(
      and(
        eq(booking.session_id, session_id),
        options.account_id === undefined ? undefined : eq(booking.account_id, options.account_id),
        options.after === undefined ? undefined : gt(booking.id, options.after),
      ),
    )
    .orderBy(asc(booking.id));
  const rows = await (options.limit === undefined ? query : query.limit(options.limit));
  return rows.map(toBooking);
}

export async function countApproved(tx: Tx, session_id: number): Promise<number> {
  const [row] = await tx
    .select({ approved: count() })
    .from(booking)
    .where(and(eq(booking.session_id, session_id), eq(booking.status, 'approved')));
  return row?.approved ?? 0;
}

export async function insertBooking(
  tx: Tx,
  values: { session_id: number; account_id: number; message: string; created_at: Date },
): Promise<number> {
  const [row] = await tx
    .insert(booking)
    .values({ ...values, status: 'pending' })
    .returning({ id: booking.id });
  if (!row) throw new Error('The new booking was not written');
  return row.id;
}

export async function changeBooking(
  tx: Tx,
  id: number,
  changes: { status: BookingStatus; decided_at: Date | null; message?: string; created_at?: Date },
): Promise<void> {
  await tx.update(booking).set(changes).where(eq(booking.id, id));
}
