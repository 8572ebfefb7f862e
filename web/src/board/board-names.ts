import type { SessionView, User } from '@lectern/contract';
import { personName } from '#people/person-name.ts';

/** Who is called how, of all whom this view knows. What somebody says of themselves on the wire is never asked. */
export function namesIn({ session, participants, bookings, room }: SessionView): ReadonlyMap<number, string> {
  const known: User[] = [
    ...bookings.map(({ user }) => user),
    ...participants.map(({ user }) => user),
    ...(room?.board.led_by ? [room.board.led_by] : []),
    session.creator,
  ];
  return new Map(known.map((user) => [user.id, personName(user)]));
}
