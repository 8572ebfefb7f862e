import type { Called } from '@lectern/contract';
import type { Tx } from '#db/connect.ts';
import type { RecordEvent } from '#events/log.ts';
import type { EventAudience } from '#events/store.ts';
import type { SessionRow } from '#sessions/standing.ts';
import { callsFor } from './calls.ts';
import { listStays, type PlacedStay, writeCalls } from './stay-store.ts';
import { readAssignments, writeAssignments } from './store.ts';

export interface Reassigned {
  account_id: number;
  breakout_id: number | null;
}

/** What is prepared is the hosts' to see; what is open, everybody's. */
export function audienceOf({ breakouts_opened_at }: SessionRow): EventAudience {
  return { to: breakouts_opened_at === null ? 'hosts' : 'everyone' };
}

/** As a part of a command: assigns people, and while the rooms are open calls them to where they belong by that. */
export async function assign(tx: Tx, record: RecordEvent, session: SessionRow, changes: Reassigned[]): Promise<void> {
  const wanted = new Map(changes.map((one) => [one.account_id, one.breakout_id]));
  await reassign(tx, record, session, wanted, (stay) => (stay.is_host ? undefined : wanted.get(stay.account_id)));
}

/** As a part of a command: who is made a host, or may not be here any more, is in no room and called to none. */
export async function dropAssignment(
  tx: Tx,
  record: RecordEvent,
  session: SessionRow,
  account_id: number,
): Promise<void> {
  await reassign(tx, record, session, new Map([[account_id, null]]), (stay) =>
    stay.account_id === account_id ? stay.breakout_id : undefined,
  );
}

async function reassign(
  tx: Tx,
  record: RecordEvent,
  session: SessionRow,
  wanted: Map<number, number | null>,
  callTo: (stay: PlacedStay) => number | null | undefined,
): Promise<void> {
  const before = await readAssignments(tx, session.id);
  const assignments = [...wanted]
    .map(([account_id, breakout_id]) => ({ account_id, breakout_id }))
    .filter(({ account_id, breakout_id }) => (before.get(account_id) ?? null) !== breakout_id)
    .sort((one, other) => one.account_id - other.account_id);
  const calls = session.breakouts_opened_at === null ? [] : await call(tx, session.id, callTo);
  await writeAssignments(tx, session.id, assignments);
  if (assignments.length === 0 && calls.length === 0) return;
  await record('breakouts.assigned', { assignments, calls }, audienceOf(session));
}

/** Calls people; those who are away will be there when they come back, and nobody needs to be told. */
export async function call(
  tx: Tx,
  session_id: number,
  wanted: (stay: PlacedStay) => number | null | undefined,
): Promise<Called[]> {
  const stays = await listStays(tx, session_id);
  await writeCalls(tx, callsFor(stays, wanted));
  return callsFor(
    stays.filter((stay) => !stay.is_over),
    wanted,
  );
}
