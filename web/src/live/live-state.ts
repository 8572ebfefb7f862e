import type { LiveMedia } from './live-media.ts';
import type { MediaConnection } from './media-connection.ts';
import type { Membership } from './membership.ts';
import type { OwnMediaState } from './own-media.ts';
import type { PeopleMedia } from './person-media.ts';
import type { MoveState } from './room-move.ts';

/** What the pages show of this tab's part in a session, but for what comes from the others: that changes at every word. */
export interface LiveState {
  membership: Membership;
  sound_blocked: boolean;
  own: OwnMediaState;
  /** The way to another room; null where one stays. */
  move: MoveState | null;
}

const NOBODY: PeopleMedia = new Map();

/** A connection that only waits adds nothing to what is shown. */
export function liveState(
  membership: Membership,
  media: Pick<LiveMedia, 'link' | 'connection'>,
  own: OwnMediaState,
  move: MoveState | null,
): LiveState {
  if (membership.kind !== 'inside') return { membership, sound_blocked: false, own, move: null };
  return {
    membership: { kind: 'inside', media: media.link },
    sound_blocked: media.connection?.soundBlocked ?? false,
    own,
    move,
  };
}

export function livePeople(membership: Membership, connection: MediaConnection | null): PeopleMedia {
  return (membership.kind === 'inside' && connection?.people()) || NOBODY;
}

/** Whether there is nothing to draw again. */
export function isSameState(one: LiveState, other: LiveState): boolean {
  return (
    isSameShallowly(one.membership, other.membership) &&
    one.sound_blocked === other.sound_blocked &&
    isSameShallowly(one.own, other.own) &&
    one.move === other.move
  );
}

function isSameShallowly(one: object, other: object): boolean {
  const entries = Object.entries(one);
  const others = new Map(Object.entries(other));
  return entries.length === others.size && entries.every(([name, value]) => others.get(name) === value);
}
