import type { Presence, User } from '@lectern/contract';

/** One browser's connection to a session. */
export interface Connection {
  user: User;
  place: 'waiting' | 'live';
  hidden: boolean;
  since: Date;
}

/** One stay in the live room, as far as presence goes. */
export interface PresentStay {
  user: User;
  /** Null: in the main room. */
  breakout_id: number | null;
  joined_at: Date;
  seen_at: Date | null;
  seen_by: 'socket' | 'media' | null;
}

/**
 * What is known of each person, put together from the connections of their browsers and the stays in the live room. A stay
 * without a connection is somebody who reconnects, unless they never had one: a client of the API alone is simply here.
 */
export function whoIsWhere(connections: readonly Connection[], stays: readonly PresentStay[]): Map<number, Presence> {
  const people = new Map<number, Presence>();
  const inside = new Set(stays.map((stay) => stay.user.id));
  for (const { user, place, since } of connections) {
    if (inside.has(user.id) || place !== 'waiting') continue;
    const known = people.get(user.id);
    const earliest = known && Date.parse(known.since) < since.getTime() ? known.since : since.toISOString();
    people.set(user.id, { user, place, away: null, since: earliest });
  }
  const live = Map.groupBy(
    connections.filter((one) => one.place === 'live'),
    (one) => one.user.id,
  );
  for (const stay of stays) {
    people.set(stay.user.id, { user: stay.user, place: 'live', ...awayOf(stay, live.get(stay.user.id) ?? []) });
  }
  return people;
}

function awayOf(stay: PresentStay, connections: Connection[]): Pick<Presence, 'away' | 'since'> {
  const here = { away: null, since: stay.joined_at.toISOString() };
  if (connections.some((one) => !one.hidden)) return here;
  if (connections.length > 0) {
    const since = new Date(Math.max(...connections.map((one) => one.since.getTime())));
    return { away: 'hidden', since: since.toISOString() };
  }
  if (stay.seen_by !== 'socket' || !stay.seen_at) return here;
  return { away: 'reconnecting', since: stay.seen_at.toISOString() };
}

/** What a list of people has become: who is new or different, and who is gone. */
export function presenceChanges(
  before: ReadonlyMap<number, Presence>,
  after: ReadonlyMap<number, Presence>,
): { people: Presence[]; gone: number[] } {
  const people = [...after.values()].filter((one) => !isSame(before.get(one.user.id), one));
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return { people, gone };
}

function isSame(one: Presence | undefined, other: Presence): boolean {
  if (!one || one.place !== other.place || one.away !== other.away) return false;
  // While a connection is missing its last sign of life is the same moment, however often it is read.
  return one.since === other.since;
}
