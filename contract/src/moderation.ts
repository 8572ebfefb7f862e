import { z } from 'zod';
import type { SessionEvent } from './events.ts';
import { Id } from './primitives.ts';

/** What a person in the room may do, and a host may lock for all but themselves. */
export const Right = z.enum(['microphone', 'camera', 'screen', 'chat', 'hand', 'board']);
export type Right = z.infer<typeof Right>;

/** The rights whose lock is in `locks`. The chat's is `chat_open`, with a route of its own. */
export const LockableRight = Right.exclude(['chat']);
export type LockableRight = z.infer<typeof LockableRight>;

/** What a host mutes or asks to unmute. */
export const MutedSource = z.enum(['microphone', 'camera']);
export type MutedSource = z.infer<typeof MutedSource>;

/** one: at most one person shares a screen at a time, and a host's share takes another's place. */
export const ScreenSharing = z.enum(['one', 'many']);
export type ScreenSharing = z.infer<typeof ScreenSharing>;

/** Why a shared screen is gone. replaced: a host shares, where one at a time may. lost: nothing of it came any more. */
export const ScreenStopReason = z.enum(['self', 'host', 'replaced', 'locked', 'lost']);
export type ScreenStopReason = z.infer<typeof ScreenStopReason>;

/** What the host and co-hosts have decided for the room. Known to all participants, also while they wait. */
export const Moderation = z
  .object({
    /** False: nobody new comes in; whoever lost their connection a moment ago does. */
    door_open: z.boolean(),
    screen_sharing: ScreenSharing,
    /** In the order of `Right`. */
    locks: z.array(LockableRight),
    /** Who may use a right all the same, locked or not. By account, ascending; rights in the order of `Right`. */
    exemptions: z.array(z.object({ account_id: Id, rights: z.array(Right).min(1) })),
    /** Accounts, ascending. They may do all that the creator may, but cancel or edit the session and name co-hosts. */
    cohosts: z.array(Id),
  })
  .meta({ id: 'Moderation' });
export type Moderation = z.infer<typeof Moderation>;

/** Those events that change it. */
export type ModerationEvent = Extract<
  SessionEvent,
  { type: `door.${string}` | `right.${string}` | `cohost.${string}` | 'screen.sharing_changed' }
>;

/** Folds one event into it; changes nothing of what it was given. */
export function applyToModeration(moderation: Moderation, event: ModerationEvent): Moderation {
  switch (event.type) {
    case 'door.opened':
      return { ...moderation, door_open: true };
    case 'door.closed':
      return { ...moderation, door_open: false };
    case 'screen.sharing_changed':
      return { ...moderation, screen_sharing: event.data.sharing };
    case 'right.locked':
      return { ...moderation, locks: inOrder([...moderation.locks, event.data.right]) };
    case 'right.unlocked':
      return { ...moderation, locks: moderation.locks.filter((one) => one !== event.data.right) };
    case 'right.exempted':
      return withExemption(moderation, event.data.account_id, (rights) => [...rights, event.data.right]);
    case 'right.exemption_ended':
      return withExemption(moderation, event.data.account_id, (rights) =>
        rights.filter((one) => one !== event.data.right),
      );
    case 'cohost.named':
      return { ...moderation, cohosts: [...moderation.cohosts, event.data.account_id].sort(ascending) };
    case 'cohost.dismissed':
      return { ...moderation, cohosts: moderation.cohosts.filter((one) => one !== event.data.account_id) };
    default:
      return event satisfies never;
  }
}

/** Rights in the order in which they are always given. */
export function inOrder<One extends Right>(rights: readonly One[]): One[] {
  return [...new Set(rights)].sort((one, other) => Right.options.indexOf(one) - Right.options.indexOf(other));
}

function withExemption(moderation: Moderation, account_id: number, change: (rights: Right[]) => Right[]): Moderation {
  const before = moderation.exemptions.find((one) => one.account_id === account_id)?.rights ?? [];
  const rights = inOrder(change(before));
  const others = moderation.exemptions.filter((one) => one.account_id !== account_id);
  const exemptions = rights.length > 0 ? [...others, { account_id, rights }] : others;
  return { ...moderation, exemptions: exemptions.sort((one, other) => ascending(one.account_id, other.account_id)) };
}

const ascending = (one: number, other: number) => one - other;
