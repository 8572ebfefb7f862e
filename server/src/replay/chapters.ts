import { type Chapter, type Replay, recordedSeconds, type SessionEvent, type Span } from '@lectern/contract';

/** The events that are places worth going to, and those that tell which page of the board was open. */
export const CHAPTER_EVENTS = [
  'participant.joined',
  'participant.moved',
  'breakouts.opened',
  'breakouts.closed',
  'screen.started',
  'word.given',
  'poll.opened',
  'board.page_added',
  'board.page_cleared',
  'board.page_opened',
  'recording.marked',
] as const;
export type ChapterEvent = Extract<SessionEvent, { type: (typeof CHAPTER_EVENTS)[number] }>;

/** A page that is added is opened next: within so many seconds that is one chapter. */
const SAME_TURN = 5;

export interface ChapterParts {
  recording_id: number;
  /** Of which room: a breakout's id, or null for the main room. */
  room: number | null;
  spans: readonly Span[];
  numberOf: (account_id: number) => number | null;
  /** The name of a page as it was last; empty: it had none. */
  pageName: (page_id: number) => string;
  /** In which room a page was. */
  roomOfPage: (page_id: number) => number | null;
}

interface Whereabouts {
  account_id: number;
  room: number | null;
}

/** What happened while it was recorded that one may look for. What happened in a pause cannot be seen, and is left out. */
export function readChapters(events: readonly ChapterEvent[], parts: ChapterParts): Chapter[] {
  const stays = new Map<number, Whereabouts>();
  const chapters: Chapter[] = [];
  for (const event of events) {
    follow(stays, event);
    const time = Date.parse(event.at);
    if (!parts.spans.some((span) => Date.parse(span.started_at) <= time && time <= Date.parse(span.ended_at))) continue;
    const chapter = chapterOf(event, recordedSeconds(parts.spans, time), stays, parts);
    if (chapter && !isSameTurn(chapter, chapters)) chapters.push(chapter);
  }
  return chapters;
}

/** Keeps in mind who is where. */
function follow(stays: Map<number, Whereabouts>, event: ChapterEvent): void {
  if (event.type === 'participant.joined') {
    const { id, user, breakout_id } = event.data.participant;
    stays.set(id, { account_id: user.id, room: breakout_id });
  } else if (event.type === 'participant.moved') {
    const stay = stays.get(event.data.participant_id);
    if (stay) stay.room = event.data.breakout_id;
  }
}

function chapterOf(
  event: ChapterEvent,
  at: number,
  stays: ReadonlyMap<number, Whereabouts>,
  { recording_id, room, numberOf, pageName, roomOfPage }: ChapterParts,
): Chapter | null {
  const isHere = (stay: Whereabouts | undefined) => stay !== undefined && stay.room === room;
  const onBoard = (page_id: number): Chapter | null =>
    roomOfPage(page_id) === room ? { kind: 'board', at, page_id, name: pageName(page_id) } : null;
  switch (event.type) {
    case 'participant.joined':
    case 'participant.moved':
      return null;
    case 'breakouts.opened':
    case 'breakouts.closed':
      return { kind: 'breakouts', at, opened: event.type === 'breakouts.opened' };
    case 'screen.started': {
      const stay = stays.get(event.data.participant_id);
      const person = numberOf(stay?.account_id ?? 0);
      return person !== null && isHere(stay) ? { kind: 'screen', at, person } : null;
    }
    case 'word.given': {
      const { id } = event.data.user;
      const person = numberOf(id);
      const stay = [...stays.values()].findLast(({ account_id }) => account_id === id);
      return person !== null && isHere(stay) ? { kind: 'word', at, person } : null;
    }
    case 'poll.opened':
      return room === null ? { kind: 'poll', at, question: event.data.poll.question } : null;
    case 'board.page_added':
      return onBoard(event.data.page.id);
    case 'board.page_cleared':
    case 'board.page_opened':
      return onBoard(event.data.page_id);
    case 'recording.marked':
      return event.data.recording_id === recording_id ? { kind: 'marker', at, label: event.data.label } : null;
    default:
      return event satisfies never;
  }
}

function isSameTurn(chapter: Chapter, before: readonly Chapter[]): boolean {
  const last = before.findLast(({ kind }) => kind === 'board');
  if (chapter.kind !== 'board' || last?.kind !== 'board') return false;
  return last.page_id === chapter.page_id && chapter.at - last.at < SAME_TURN;
}

/** Which page of a room was open when, from the beginning: a host turned to it, or it is the first there is. */
export function readTurns(
  events: readonly ChapterEvent[],
  spans: readonly Span[],
  { first_page_id, isOfRoom }: { first_page_id: number; isOfRoom: (page_id: number) => boolean },
): Replay['board']['turns'] {
  const turns = [{ at: 0, page_id: first_page_id }];
  for (const event of events) {
    if (event.type !== 'board.page_opened' || !isOfRoom(event.data.page_id)) continue;
    const at = recordedSeconds(spans, Date.parse(event.at));
    const { page_id } = event.data;
    const last = turns.at(-1);
    if (last?.at === at) last.page_id = page_id;
    else if (last?.page_id !== page_id) turns.push({ at, page_id });
  }
  return turns;
}
