import {
  type MutedSource,
  moderates,
  type Right,
  type SessionEvent,
  type SessionView,
  type User,
} from '@lectern/contract';

/** What somebody is told because it concerns them. `by`: who did it, null where that is not known. */
export type Told =
  | { kind: 'muted'; source: MutedSource; by: User | null }
  | { kind: 'all_muted'; by: User | null }
  | { kind: 'locked' | 'unlocked' | 'exempted'; right: Right; by: User | null }
  | { kind: 'door'; open: boolean; by: User | null };

/**
 * Whether an event concerns this account, and what to tell then. Not what one did oneself; not locks to whom they do not
 * apply. What becomes of a shared screen is told beside it, and what one is by the view.
 */
export function toldOf(event: SessionEvent, view: SessionView): Told | null {
  if (event.actor_id === view.account_id) return null;
  const by = personOf(view, event.actor_id);
  switch (event.type) {
    case 'participant.muted': {
      const { participant_id, source } = event.data;
      const mine = view.participants.find((one) => one.user.id === view.account_id)?.id;
      return participant_id === mine ? { kind: 'muted', source, by } : null;
    }
    case 'participant.all_muted':
      return event.data.except_account_id === view.account_id ? null : { kind: 'all_muted', by };
    case 'right.locked':
    case 'right.unlocked': {
      const kind = event.type === 'right.locked' ? 'locked' : 'unlocked';
      return isFree(view, event.data.right) ? null : { kind, right: event.data.right, by };
    }
    case 'chat.closed':
    case 'chat.opened':
      return isFree(view, 'chat')
        ? null
        : { kind: event.type === 'chat.closed' ? 'locked' : 'unlocked', right: 'chat', by };
    case 'right.exempted':
    case 'right.exemption_ended': {
      const { account_id, right } = event.data;
      if (account_id !== view.account_id || !isLocked(view, right)) return null;
      return { kind: event.type === 'right.exempted' ? 'exempted' : 'locked', right, by };
    }
    case 'door.closed':
    case 'door.opened':
      return moderates(view.role) ? { kind: 'door', open: event.type === 'door.opened', by } : null;
    default:
      return null;
  }
}

/** Of the events told last, those that came after this account joined: all, where that was before them. */
export function sinceJoining(events: readonly SessionEvent[], account_id: number): readonly SessionEvent[] {
  const joined = events.findLastIndex(
    (event) => event.type === 'participant.joined' && event.data.participant.user.id === account_id,
  );
  return events.slice(joined + 1);
}

/** A host asks this account to turn something on. */
export interface Asked {
  source: MutedSource;
  by: User | null;
}

export function askedOf(event: SessionEvent, view: SessionView): Asked | null {
  if (event.type !== 'unmute.asked' || event.data.account_id !== view.account_id) return null;
  return { source: event.data.source, by: personOf(view, event.actor_id) };
}

/** Of the same kind: the later one takes the earlier one's place. */
export function topicOf(told: Told): string {
  switch (told.kind) {
    case 'muted':
      return `muted ${told.source}`;
    case 'all_muted':
      return 'muted microphone';
    case 'locked':
    case 'unlocked':
    case 'exempted':
      return `right ${told.right}`;
    case 'door':
      return 'door';
    default:
      return told satisfies never;
  }
}

/** No lock applies to this account, or not this one. */
function isFree({ role, account_id, moderation }: SessionView, right: Right): boolean {
  if (moderates(role)) return true;
  return moderation?.exemptions.some((one) => one.account_id === account_id && one.rights.includes(right)) ?? false;
}

function isLocked({ moderation, room }: SessionView, right: Right): boolean {
  return right === 'chat' ? room?.chat_open === false : (moderation?.locks.includes(right) ?? false);
}

function personOf({ session, participants, bookings }: SessionView, id: number | null): User | null {
  if (id === session.creator.id) return session.creator;
  const found = participants.find((one) => one.user.id === id) ?? bookings.find((one) => one.user.id === id);
  return found?.user ?? null;
}
