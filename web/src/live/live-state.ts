import type { MediaConnection } from './media-connection.ts';
import type { Membership } from './membership.ts';
import type { OwnMediaState } from './own-media.ts';
import type { PeopleMedia } from './person-media.ts';

/** What the pages show of this tab's part in a session. */
export interface LiveState {
  membership: Membership;
  people: PeopleMedia;
  sound_blocked: boolean;
  own: OwnMediaState;
}

/** A connection that only waits adds nothing to what is shown. */
export function liveState(membership: Membership, connection: MediaConnection | null, own: OwnMediaState): LiveState {
  if (membership.kind !== 'inside') return { membership, people: new Map(), sound_blocked: false, own };
  return {
    membership: { kind: 'inside', media: connection?.link ?? 'reconnecting' },
    people: connection?.people() ?? new Map(),
    sound_blocked: connection?.soundBlocked ?? false,
    own,
  };
}
