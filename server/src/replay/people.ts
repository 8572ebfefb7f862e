import {
  fullName,
  type ReplayPerson,
  recordedStretch,
  type SessionEvent,
  type Span,
  type User,
} from '@lectern/contract';
import type { PlacedSpeech } from '#recordings/placing.ts';

/** The events that tell who was in a recorded room, and what of them could be heard and seen. */
export const PEOPLE_EVENTS = [
  'participant.joined',
  'participant.left',
  'participant.media_changed',
  'participant.moved',
  'cohost.named',
  'cohost.dismissed',
  'session.ended',
] as const;
export type PeopleEvent = Extract<SessionEvent, { type: (typeof PEOPLE_EVENTS)[number] }>;

/** What is known of the people besides their comings and goings. Accounts by their ids. */
export interface Known {
  host_id: number;
  spans: readonly Span[];
  /** When the last of it was recorded, in milliseconds. */
  ended_at: number;
  /** Who asked not to be named. */
  hidden: ReadonlySet<number>;
  /** Who agreed, or is in a file. */
  recorded: ReadonlySet<number>;
  /** In recorded milliseconds. */
  spoke: readonly PlacedSpeech[];
  /** Who has to be among them though they were not there then. */
  others: readonly User[];
}

interface Stretch {
  from: number;
  to: number;
}

/** A breakout's id; null: the main room. */
type RoomId = number | null;

interface RoomStretch extends Stretch {
  room: RoomId;
}

interface Line {
  user: User;
  /** In real time, in milliseconds. */
  present: RoomStretch[];
  audible: RoomStretch[];
  visible: RoomStretch[];
  /** The stay that goes on, where and since when, and since when the microphone and the camera are on. */
  open: {
    participant_id: number;
    room: RoomId;
    present: number;
    audible: number | null;
    visible: number | null;
  } | null;
}

export interface PeopleOfReplay {
  /** Everybody, as they were in the main room. */
  people: ReplayPerson[];
  /** Who was in a breakout, as they were there. */
  peopleOf: (breakout_id: number) => ReplayPerson[];
  /** The number of an account; null: not in it. */
  numberOf: (account_id: number) => number | null;
}

/** The people of a recording: the host first, then in the order of their coming. */
export function readPeople(events: readonly PeopleEvent[], known: Known): PeopleOfReplay {
  const { host_id, spans, hidden, recorded } = known;
  const { lines, cohosts } = fold(events, known.ended_at);
  for (const user of known.others) if (!lines.has(user.id)) lines.set(user.id, newLine(user));
  const others = new Set(known.others.map(({ id }) => id));
  const shown = [...lines.values()]
    .filter((line) => within(spans, line.present).length > 0 || others.has(line.user.id))
    .sort((one, other) => Number(other.user.id === host_id) - Number(one.user.id === host_id));
  const numbers = new Map(shown.map(({ user }, index) => [user.id, index + 1]));

  function personIn(room: RoomId, line: Line, index: number): ReplayPerson {
    const { id } = line.user;
    const is_recorded = recorded.has(id);
    const there = (stretches: readonly RoomStretch[]) => stretches.filter((stretch) => stretch.room === room);
    const spoke = known.spoke.filter((one) => one[0] === id && (one[3] ?? null) === room);
    return {
      number: index + 1,
      name: hidden.has(id) ? null : fullName(line.user),
      role: id === host_id ? 'host' : cohosts.has(id) ? 'cohost' : 'member',
      recorded: is_recorded,
      present: within(spans, there(line.present)),
      // Of who is not recorded nothing is told but that they were there.
      audible: is_recorded ? within(spans, there(line.audible)) : [],
      visible: is_recorded ? within(spans, there(line.visible)) : [],
      spoke: is_recorded ? spoke.map(([, from, to]) => ({ from: from / 1000, to: to / 1000 })) : [],
    };
  }

  return {
    people: shown.map((line, index) => personIn(null, line, index)),
    peopleOf: (breakout_id) =>
      shown.map((line, index) => personIn(breakout_id, line, index)).filter(({ present }) => present.length > 0),
    numberOf: (account_id) => numbers.get(account_id) ?? null,
  };
}

function fold(events: readonly PeopleEvent[], ended_at: number) {
  const lines = new Map<number, Line>();
  const cohosts = new Set<number>();
  const ofStay = (participant_id: number) =>
    [...lines.values()].find(({ open }) => open?.participant_id === participant_id) ?? null;
  for (const event of events) {
    const at = Date.parse(event.at);
    // What came after it is nobody's business.
    if (at > ended_at) break;
    switch (event.type) {
      case 'participant.joined': {
        const { id, user, breakout_id, audio_enabled, video_enabled } = event.data.participant;
        const line = lines.get(user.id) ?? newLine(user);
        lines.set(user.id, line);
        leave(line, at);
        line.user = user;
        line.open = { participant_id: id, room: breakout_id, present: at, audible: null, visible: null };
        turn(line, at, audio_enabled, video_enabled);
        break;
      }
      case 'participant.media_changed': {
        const line = ofStay(event.data.participant_id);
        if (line) turn(line, at, event.data.audio_enabled, event.data.video_enabled);
        break;
      }
      case 'participant.moved': {
        const line = ofStay(event.data.participant_id);
        if (line) move(line, at, event.data.breakout_id);
        break;
      }
      case 'participant.left': {
        const line = ofStay(event.data.participant_id);
        if (line) leave(line, Date.parse(event.data.left_at));
        break;
      }
      case 'cohost.named':
        cohosts.add(event.data.account_id);
        break;
      case 'cohost.dismissed':
        cohosts.delete(event.data.account_id);
        break;
      case 'session.ended':
        for (const line of lines.values()) leave(line, at);
        break;
      default:
        event satisfies never;
    }
  }
  for (const line of lines.values()) leave(line, ended_at);
  return { lines, cohosts };
}

const newLine = (user: User): Line => ({ user, present: [], audible: [], visible: [], open: null });

function turn(line: Line, at: number, audio: boolean, video: boolean): void {
  const { open } = line;
  if (!open) return;
  const { room } = open;
  if (open.audible !== null && !audio) line.audible.push({ room, from: open.audible, to: at });
  if (open.visible !== null && !video) line.visible.push({ room, from: open.visible, to: at });
  open.audible = audio ? (open.audible ?? at) : null;
  open.visible = video ? (open.visible ?? at) : null;
}

function leave(line: Line, at: number): void {
  if (!line.open) return;
  turn(line, at, false, false);
  const { room, present } = line.open;
  line.present.push({ room, from: present, to: at });
  line.open = null;
}

/** The microphone and the camera go along. */
function move(line: Line, at: number, room: RoomId): void {
  const { open } = line;
  if (!open) return;
  const [audible, visible] = [open.audible !== null, open.visible !== null];
  leave(line, at);
  line.open = { participant_id: open.participant_id, room, present: at, audible: null, visible: null };
  turn(line, at, audible, visible);
}

function within(spans: readonly Span[], stretches: readonly Stretch[]): Stretch[] {
  return stretches.flatMap(({ from, to }) => recordedStretch(spans, from, to) ?? []);
}
