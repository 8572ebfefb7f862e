import type { BookingStatus, ViewRole } from '@lectern/contract';
import type { Executor, Tx } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import { type Actor, viewRole } from './policy.ts';
import {
  changeSession,
  findBookingStatus,
  findSession,
  lockSession,
  type SessionChanges,
  type SessionRow,
} from './store.ts';

export type { SessionRow };

/** What an account is to one session. */
export interface Standing {
  session: SessionRow;
  /** Null where the account may not know of the session. */
  role: ViewRole | null;
  booking_status: BookingStatus | null;
  /** The creator, or an approved participant. */
  may_enter: boolean;
}

export async function readStanding(db: Executor, actor: Actor, session_id: number): Promise<Standing | null> {
  return standing(db, actor, await findSession(db, session_id));
}

/** The same, with the session's row held until the transaction ends. */
export async function lockStanding(tx: Tx, actor: Actor, session_id: number): Promise<Standing | null> {
  return standing(tx, actor, await lockSession(tx, session_id));
}

/** Holds the session's row; refuses where there is none. */
export async function holdSession(tx: Tx, session_id: number): Promise<SessionRow> {
  const row = await lockSession(tx, session_id);
  if (!row) throw new Refusal('session_not_found');
  return row;
}

/** The compare-and-set behind the row lock: should the lock ever be forgotten, the write is refused, not lost. */
export async function changeHeld(tx: Tx, row: SessionRow, changes: SessionChanges): Promise<void> {
  if (!(await changeSession(tx, row, changes))) throw new Error(`Session ${row.id} changed behind its lock`);
}

async function standing(db: Executor, actor: Actor, session: SessionRow | null): Promise<Standing | null> {
  if (!session) return null;
  const booking_status = await findBookingStatus(db, session.id, actor.id);
  return {
    session,
    role: viewRole(actor, session, booking_status),
    booking_status,
    may_enter: session.creator_id === actor.id || booking_status === 'approved',
  };
}
