import type { Breakout, Participant, SessionView, User } from '@lectern/contract';

/** Somebody in the list of a room. */
export interface Placed {
  user: User;
  /** coming: called here, and not here yet. absent: is to be here, and not in the session. */
  state: 'here' | 'coming' | 'absent';
  /** Hosts and co-hosts go where they like: nobody puts them into a room. */
  assignable: boolean;
}

/** A room and who belongs to it; `room` null: the main room, or no room. */
export interface RoomGroup {
  room: Breakout | null;
  people: readonly Placed[];
}

/** Before the rooms are open: who is to go where, those without a room first. */
export function plannedGroups(view: SessionView): RoomGroup[] {
  const { breakouts } = view;
  const inside = new Set(view.participants.map(({ user }) => user.id));
  const placed = assignableUsers(view).map((user): [number | null, Placed] => [
    assignedRoom(view, user.id),
    { user, state: inside.has(user.id) ? 'here' : 'absent', assignable: true },
  ]);
  return grouped(breakouts?.rooms ?? [], placed);
}

/** While the rooms are open: who is where, on the way there, or missing there. */
export function openGroups(view: SessionView): RoomGroup[] {
  const rooms = view.breakouts?.rooms ?? [];
  const assignable = new Set(assignableUsers(view).map(({ id }) => id));
  const inside = new Set(view.participants.map(({ user }) => user.id));
  const present = view.participants.map((one): [number | null, Placed] => [
    whereTo(one),
    { user: one.user, state: one.called_to ? 'coming' : 'here', assignable: assignable.has(one.user.id) },
  ]);
  const missing = assignableUsers(view)
    .filter(({ id }) => !inside.has(id) && assignedRoom(view, id) !== null)
    .map((user): [number | null, Placed] => [assignedRoom(view, user.id), { user, state: 'absent', assignable: true }]);
  return grouped(rooms, [...present, ...missing]);
}

/** Those in the main room who have no room to go to, while the rooms are open: they came late. */
export function withoutRoom(view: SessionView): Placed[] {
  return openGroups(view)
    .filter(({ room }) => room === null)
    .flatMap(({ people }) => people.filter((one) => one.assignable && assignedRoom(view, one.user.id) === null));
}

/** The room somebody is assigned to; null: none. */
export function assignedRoom({ breakouts }: Pick<SessionView, 'breakouts'>, account_id: number): number | null {
  return breakouts?.assignments.find((one) => one.account_id === account_id)?.breakout_id ?? null;
}

/** Where somebody is, or will be as soon as their browser has gone there. */
export function whereTo({ breakout_id, called_to }: Pick<Participant, 'breakout_id' | 'called_to'>): number | null {
  return called_to ? called_to.breakout_id : breakout_id;
}

/** This account in the room; undefined for who is not. */
export function ownPlace({ participants, account_id }: SessionView): Participant | undefined {
  return participants.find(({ user }) => user.id === account_id);
}

export function isHost({ session, moderation }: SessionView, account_id: number): boolean {
  return account_id === session.creator.id || (moderation?.cohosts.includes(account_id) ?? false);
}

/** Who can be put into a room: approved, and no host. */
function assignableUsers(view: SessionView): User[] {
  return view.bookings
    .filter(({ status, user }) => status === 'approved' && !isHost(view, user.id))
    .map((one) => one.user);
}

function grouped(rooms: readonly Breakout[], placed: readonly [number | null, Placed][]): RoomGroup[] {
  const known = new Set(rooms.map(({ id }) => id));
  return [null, ...rooms].map((room) => ({
    room,
    people: placed
      .filter(([id]) => (room === null ? id === null || !known.has(id) : id === room.id))
      .map(([, one]) => one),
  }));
}
