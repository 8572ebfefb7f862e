import { type Attended, moderates } from '@lectern/contract';
import type { Database } from '#db/connect.ts';
import { readEventsOf } from '#events/store.ts';
import { Refusal } from '#http/refusal.ts';
import type { Actor } from '#sessions/policy.ts';
import { readVisible } from '#sessions/standing.ts';
import { readStays, STAY_EVENTS } from './stays.ts';

export type AttendanceService = ReturnType<typeof createAttendanceService>;

export function createAttendanceService({ db, now }: { db: Database; now: () => Date }) {
  /** The host, co-hosts and admins get everybody; who was there gets the own line. */
  async function read(actor: Actor, session_id: number): Promise<Attended[]> {
    const { role } = await readVisible(db.orm, actor, session_id);
    if (role === 'outsider') throw new Refusal('forbidden');
    const people = readStays(await readEventsOf(db.orm, session_id, STAY_EVENTS), now());
    const sees_all = moderates(role) || actor.is_admin;
    return sees_all ? people : people.filter(({ user }) => user.id === actor.id);
  }

  return { read };
}
