import { type BookingStatus, moderates, type ViewRole } from '@lectern/contract';
import type { Executor, Tx } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import { type Actor, seesRoom, viewRole } from './policy.ts';
import {
  changeSession,
  findPartOf,
  findPartsOf,
  findSession,
  type LatestStay,
  lockSession,
  NO_PART,
  type PartOf,
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
  /** The account's latest stay in the live room. */
  stay: LatestStay | null;
  is_inside: boolean;
  /** The breakout where the account is now; null: in the main room, or in none. */
  breakout_id: number | null;
  sees_room: boolean;
}

export async function readStanding(db: Executor, actor: Actor, session_id: number): Promise<Standing | null> {
  return standing(db, actor, await findSession(db, session_id));
}

/** The same for several accounts, by their ids. Empty where there is no such session. */
export async function readStandings(
  db: Executor,
  actors: Actor[],
  session_id: number,
): Promise<ReadonlyMap<number, Standing>> {
  const session = await findSession(db, session_id);
  if (!session) return new Map();
  const ids = actors.map(({ id }) => id);
  const parts = await findPartsOf(db, session_id, ids);
  return new Map(actors.map((actor) => [actor.id, standingOf(actor, session, parts.get(actor.id) ?? NO_PART)]));
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
  return standingOf(actor, session, await findPartOf(db, session.id, actor.id));
}

function standingOf(actor: Actor, session: SessionRow, { booking_status, is_cohost, stay }: PartOf): Standing {
  const role = viewRole(actor, session, { booking_status, is_cohost });
  const may_enter = session.creator_id === actor.id || booking_status === 'approved';
  const is_inside = stay !== null && stay.left_at === null;
  const sees_room = seesRoom({ role, may_enter, status: session.status, is_inside, was_inside: stay !== null });
  const breakout_id = is_inside ? stay.breakout_id : null;
  return { session, role, booking_status, may_enter, stay, is_inside, breakout_id, sees_room };
}

/** Refuses where the account may not know of the session. */
export async function readVisible(db: Executor, actor: Actor, session_id: number): Promise<Standing> {
  return visible(await readStanding(db, actor, session_id));
}

/** The same, with the session's row held. */
export async function lockVisible(tx: Tx, actor: Actor, session_id: number): Promise<Standing> {
  return visible(await lockStanding(tx, actor, session_id));
}

/** The same, for who is inside a running session. */
export async function lockInside(tx: Tx, actor: Actor, session_id: number): Promise<Standing> {
  return insideOnly(await lockVisible(tx, actor, session_id));
}

/** The same, for the host or a co-host of a running session, inside or not. */
export async function lockAsHost(tx: Tx, actor: Actor, session_id: number): Promise<Standing> {
  const found = await lockVisible(tx, actor, session_id);
  if (!moderates(found.role)) throw new Refusal('forbidden');
  if (found.session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
  return found;
}

export function insideOnly(standing: Standing): Standing {
  if (standing.session.status !== 'ongoing') throw new Refusal('session_not_ongoing');
  if (!standing.is_inside) throw new Refusal('not_in_session');
  return standing;
}

function visible(found: Standing | null): Standing {
  if (!found?.role) throw new Refusal('session_not_found');
  return found;
}
