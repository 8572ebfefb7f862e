import { type Chapter, type Replay, recordedSeconds, type SessionEvent, type Span } from '@lectern/contract';

/** The events that are places worth going to, and those that tell which page of the board was open. */
export const CHAPTER_EVENTS = [
  'participant.joined',
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
  spans: readonly Span[];
  numberOf: (account_id: number) => number | null;
  /** The name of a page as it was last; empty: it had none. */
  pageName: (page_id: number) => string;
}

/** What happened while it was recorded that one may look for. What happened in a pause cannot be seen, and is left out. */
export function readChapters(events: readonly ChapterEvent[], parts: ChapterParts): Chapter[] {
  const accounts = new Map<number, number>();
  const chapters: Chapter[] = [];
  for (const event of events) {
    if (event.type === 'participant.joined') accounts.set(event.data.participant.id, event.data.participant.user.id);
    const time = Date.parse(event.at);
    if (!parts.spans.some((span) => Date.parse(span.started_at) <= time && time <= Date.parse(span.ended_at))) continue;
    const chapter = chapterOf(event, recordedSeconds(parts.spans, time), accounts, parts);
    if (chapter && !isSameTurn(chapter, chapters)) chapters.push(chapter);
  }
  return chapters;
}

function chapterOf(
  event: ChapterEvent,
  at: number,
  accounts: ReadonlyMap<number, number>,
  { recording_id, numberOf, pageName }: ChapterParts,
): Chapter | null {
  switch (event.type) {
    case 'participant.joined':
      return null;
    case 'screen.started': {
      const person = numberOf(accounts.get(event.data.participant_id) ?? 0);
      return person === null ? null : { kind: 'screen', at, person };
    }
    case 'word.given': {
      const person = numberOf(event.data.user.id);
      return person === null ? null : { kind: 'word', at, person };
    }
    case 'poll.opened':
      return { kind: 'poll', at, question: event.data.poll.question };
    case 'board.page_added':
      return { kind: 'board', at, page_id: event.data.page.id, name: pageName(event.data.page.id) };
    case 'board.page_cleared':
    case 'board.page_opened':
      return { kind: 'board', at, page_id: event.data.page_id, name: pageName(event.data.page_id) };
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

/** Which page was open when, from the beginning: a host turned to it, or it is the first there is. */
export function readTurns(
  events: readonly ChapterEvent[],
  spans: readonly Span[],
  first_page_id: number,
): Replay['board']['turns'] {
  const turns = [{ at: 0, page_id: first_page_id }];
  for (const event of events) {
    if (event.type !== 'board.page_opened') continue;
    const at = recordedSeconds(spans, Date.parse(event.at));
    const { page_id } = event.data;
    const last = turns.at(-1);
    if (last?.at === at) last.page_id = page_id;
    else if (last?.page_id !== page_id) turns.push({ at, page_id });
  }
  return turns;
}
