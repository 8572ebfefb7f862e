import { recordedSeconds, recordedStretch, type Span } from '@lectern/contract';

/** A stretch of recorded time, in milliseconds. */
export interface Placed {
  from_ms: number;
  to_ms: number;
}

/**
 * Where a file that was written from one moment to another (milliseconds since 1970) lies in a recording: its own time 0,
 * and until where it is of use. A recorder ends its files with each span. What reaches over the end of one (a recorder writes
 * a moment longer than it can tell that it lives) is left out; null: all of it is.
 */
export function placeClip(spans: readonly Span[], started_at: number, ended_at: number): Placed | null {
  let best: Placed | null = null;
  for (const span of spans) {
    const [opens, closes] = [Date.parse(span.started_at), Date.parse(span.ended_at)];
    const [from, to] = [Math.max(started_at, opens), Math.min(ended_at, closes)];
    if (to <= from || (best && to - from <= best.to_ms - best.from_ms)) continue;
    const opens_ms = recordedSeconds(spans, opens) * 1000;
    best = { from_ms: Math.max(0, opens_ms + started_at - opens), to_ms: opens_ms + to - opens };
  }
  return best;
}

/** How close two stretches of one person's speech are for one, in milliseconds. */
const BREATH = 300;

/** Who spoke from when to when, in recorded milliseconds; with a breakout's id where it was not in the main room. */
export type PlacedSpeech = [account_id: number, from_ms: number, to_ms: number, breakout_id?: number];

/** In order of person, room and time; what lies in pauses is left out. */
export function placeSpeech(
  spans: readonly Span[],
  spoke: readonly { account_id: number; breakout_id: number | null; from: number; to: number }[],
): PlacedSpeech[] {
  const placed: PlacedSpeech[] = [];
  const room = ({ breakout_id }: { breakout_id: number | null }) => breakout_id ?? 0;
  const inOrder = [...spoke].sort(
    (one, other) => one.account_id - other.account_id || room(one) - room(other) || one.from - other.from,
  );
  for (const { account_id, breakout_id, from, to } of inOrder) {
    const stretch = recordedStretch(spans, from, to);
    if (!stretch) continue;
    const [from_ms, to_ms] = [Math.round(stretch.from * 1000), Math.round(stretch.to * 1000)];
    const last = placed.at(-1);
    const goes_on = last?.[0] === account_id && (last[3] ?? null) === breakout_id;
    if (goes_on && from_ms - last[2] <= BREATH) last[2] = Math.max(last[2], to_ms);
    else if (breakout_id === null) placed.push([account_id, from_ms, to_ms]);
    else placed.push([account_id, from_ms, to_ms, breakout_id]);
  }
  return placed;
}
