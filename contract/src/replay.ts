import { z } from 'zod';
import { Id, Instant } from './primitives.ts';
import { Recording } from './recordings.ts';

/** A place in a recording, in seconds from its start. Pauses are left out: the clock of a replay stands still in them. */
const Seconds = z.number().nonnegative();
const Stretch = z.object({ from: Seconds, to: Seconds });

/** Where the recorded time lies in real time, in order: what was captured between a start and the next pause or stop. */
export const Span = z.object({ started_at: Instant, ended_at: Instant });
export type Span = z.infer<typeof Span>;

/** In which room: a breakout's id, or null for the main room. */
const InRoom = Id.nullable().default(null);

export const ClipSource = z.enum(['microphone', 'camera', 'screen', 'screen_audio']);
export type ClipSource = z.infer<typeof ClipSource>;

/** Somebody in a recording. Its number is good within this recording only, and tells nothing of the account. */
export const ReplayPerson = z.object({
  number: z.int().positive(),
  /** Null: not shown, as this person asked. */
  name: z.string().nullable(),
  role: z.enum(['host', 'cohost', 'member']),
  /** False: took part without being recorded. */
  recorded: z.boolean(),
  /** When they were in this room: the main room, or the breakout whose `people` this is among. */
  present: z.array(Stretch),
  /** When their microphone was on there, and their camera. */
  audible: z.array(Stretch),
  visible: z.array(Stretch),
  /** When they spoke. */
  spoke: z.array(Stretch),
});
export type ReplayPerson = z.infer<typeof ReplayPerson>;

/** A stretch of one person's sound or picture: one file, whose own time 0 is `from`. */
export const Clip = z.object({
  id: Id,
  person: z.int().positive(),
  breakout_id: InRoom,
  source: ClipSource,
  ...Stretch.shape,
  media_type: z.string(),
  /** Null for sound. The first of it: a picture's size may change on the way. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
});
export type Clip = z.infer<typeof Clip>;

/** A place worth going to. */
export const Chapter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('screen'), at: Seconds, person: z.int().positive() }),
  z.object({ kind: z.literal('board'), at: Seconds, page_id: Id, name: z.string() }),
  z.object({ kind: z.literal('poll'), at: Seconds, question: z.string() }),
  z.object({ kind: z.literal('word'), at: Seconds, person: z.int().positive() }),
  z.object({ kind: z.literal('marker'), at: Seconds, label: z.string() }),
  z.object({ kind: z.literal('breakouts'), at: Seconds, opened: z.boolean() }),
]);
export type Chapter = z.infer<typeof Chapter>;

export const ReplayMessage = z.object({
  id: Id,
  /** What was written before the recording, or in a pause, is not in it. */
  at: Seconds,
  sent_at: Instant,
  person: z.int().positive(),
  /** As it stood at the end. */
  text: z.string(),
  edited: z.boolean(),
  reply_to: Id.nullable(),
  attachments: z.array(z.object({ name: z.string(), size: z.int().nonnegative() })),
});
export type ReplayMessage = z.infer<typeof ReplayMessage>;

/** A page of the board and what was drawn on it: the track is asked for by its id. */
export const ReplayPage = z.object({ id: Id, name: z.string(), ...Stretch.shape, bytes: z.int().nonnegative() });
export type ReplayPage = z.infer<typeof ReplayPage>;

/** What was said, in writing: WebVTT in recorded time. */
export const ReplayCaptions = z.object({ id: Id, language: z.string(), label: z.string() });
export type ReplayCaptions = z.infer<typeof ReplayCaptions>;

const ReplayBoard = z.object({
  pages: z.array(ReplayPage),
  /** Which page a host had turned to, in order. */
  turns: z.array(z.object({ at: Seconds, page_id: Id })),
});

/** A breakout that was recorded, with what was in it: its clips are those of this `breakout_id`. Its chat is not in it. */
export const ReplayRoom = z.object({
  id: Id,
  name: z.string(),
  /** Who was there, by their numbers in the recording. */
  people: z.array(ReplayPerson),
  chapters: z.array(Chapter),
  board: ReplayBoard,
});
export type ReplayRoom = z.infer<typeof ReplayRoom>;

/** All that is needed to watch a recording, but its clips' and board's bytes. */
export const Replay = z
  .object({
    recording: Recording,
    duration: Seconds,
    spans: z.array(Span),
    people: z.array(ReplayPerson),
    clips: z.array(Clip),
    chapters: z.array(Chapter),
    messages: z.array(ReplayMessage),
    /** Nothing makes any yet. */
    captions: z.array(ReplayCaptions),
    board: ReplayBoard,
    /** The breakouts of which there are clips. All else but `clips` is of the main room. */
    rooms: z.array(ReplayRoom),
  })
  .meta({ id: 'Replay' });
export type Replay = z.infer<typeof Replay>;

/**
 * Where a moment of real time (milliseconds) lies in a recording, in seconds: in a pause, or before or after it all, the
 * nearest moment that is in it. The captured spans are in order and do not overlap.
 */
export function recordedSeconds(spans: readonly Span[], at: number): number {
  let seconds = 0;
  for (const span of spans) {
    const from = Date.parse(span.started_at);
    const to = Date.parse(span.ended_at);
    if (at < from) break;
    seconds += (Math.min(at, to) - from) / 1000;
  }
  return seconds;
}

/** The part of a stretch of real time (milliseconds) that is in a recording; null: none of it. */
export function recordedStretch(spans: readonly Span[], from: number, to: number): { from: number; to: number } | null {
  const stretch = { from: recordedSeconds(spans, from), to: recordedSeconds(spans, to) };
  return stretch.to > stretch.from ? stretch : null;
}

/** How long a recording with these spans is, in seconds. */
export function recordedDuration(spans: readonly Span[]): number {
  return recordedSeconds(spans, Number.POSITIVE_INFINITY);
}
