import { type Consent, fullName, recordedStretch, type SessionEvent, type Span, type User } from '@lectern/contract';

/** The events that tell who was in the room, and when. */
export const PRESENCE_EVENTS = [
  'participant.joined',
  'participant.moved',
  'participant.left',
  'session.ended',
] as const;
export type PresenceEvent = Extract<SessionEvent, { type: (typeof PRESENCE_EVENTS)[number] }>;

/** A stretch of real time, in milliseconds. */
interface Stay {
  from: number;
  to: number;
}

/** Somebody who was there while it was recorded. */
export interface RecordedPerson {
  account_id: number;
  /** The same as in a replay: the host first, then in the order in which they came. */
  number: number;
  user: User;
  /** As they are to be called in all that is made of the recording; null where they asked not to be named. */
  name: string | null;
  /** When they were there of what was captured, in real time. */
  stays: Stay[];
  /** When they were in the main room, in recorded time: milliseconds without the pauses. */
  present: Stay[];
}

/** Who was there of what was captured, from the log: the host first. */
export function recordedPeople(
  events: readonly PresenceEvent[],
  spans: readonly Span[],
  consents: readonly Consent[],
  host_id: number,
): RecordedPerson[] {
  const people: RecordedPerson[] = [];
  const isHost = ([id]: [number, unknown]) => Number(id === host_id);
  const came = [...staysOf(events)].sort((one, other) => isHost(other) - isHost(one));
  for (const [account_id, { user, stays, main }] of came) {
    const parts = stays.flatMap((stay) => spans.flatMap((span) => common(stay, span)));
    if (parts.length === 0) continue;
    const hidden = consents.some((consent) => consent.account_id === account_id && consent.hide_name);
    const inMain = main.flatMap((stay) => spans.flatMap((span) => common(stay, span)));
    const present = inMain.flatMap(({ from, to }) => {
      const stretch = recordedStretch(spans, from, to);
      return stretch ? [{ from: stretch.from * 1000, to: stretch.to * 1000 }] : [];
    });
    people.push({
      account_id,
      number: people.length + 1,
      user,
      name: hidden ? null : fullName(user),
      stays: parts,
      present,
    });
  }
  return people;
}

/** What a person who is not named is called, so that one can tell them from another one. */
export function shownName({ name, number }: Pick<RecordedPerson, 'name' | 'number'>): string {
  return name ?? `Participant ${number}`;
}

interface Came {
  user: User;
  /** In whichever room. */
  stays: Stay[];
  /** In the main room. */
  main: Stay[];
}

function staysOf(events: readonly PresenceEvent[]): Map<number, Came> {
  const found = new Map<number, Came>();
  const open = new Map<number, { account_id: number; from: number; in_main_from: number | null }>();
  const move = (participant_id: number, to_main: boolean, at: number) => {
    const stay = open.get(participant_id);
    if (!stay) return;
    if (stay.in_main_from !== null) found.get(stay.account_id)?.main.push({ from: stay.in_main_from, to: at });
    stay.in_main_from = to_main ? at : null;
  };
  const close = (participant_id: number, at: number) => {
    move(participant_id, false, at);
    const stay = open.get(participant_id);
    open.delete(participant_id);
    if (stay) found.get(stay.account_id)?.stays.push({ from: stay.from, to: at });
  };
  for (const event of events) {
    switch (event.type) {
      case 'participant.joined': {
        const { id, user, joined_at, breakout_id } = event.data.participant;
        const from = Date.parse(joined_at);
        found.set(user.id, { stays: [], main: [], ...found.get(user.id), user });
        open.set(id, { account_id: user.id, from, in_main_from: breakout_id === null ? from : null });
        break;
      }
      case 'participant.moved':
        move(event.data.participant_id, event.data.breakout_id === null, Date.parse(event.at));
        break;
      case 'participant.left':
        close(event.data.participant_id, Date.parse(event.data.left_at));
        break;
      case 'session.ended':
        for (const participant_id of [...open.keys()]) close(participant_id, Date.parse(event.data.ended_at));
        break;
      default:
        event satisfies never;
    }
  }
  // Who is still there has no end yet: a recording may be stopped, and ready, before its session ends.
  for (const participant_id of [...open.keys()]) close(participant_id, Number.POSITIVE_INFINITY);
  return found;
}

function common(stay: Stay, span: Span): Stay[] {
  const from = Math.max(stay.from, Date.parse(span.started_at));
  const to = Math.min(stay.to, Date.parse(span.ended_at));
  return to > from ? [{ from, to }] : [];
}
