import { OPUS_RATE } from './opus-line.ts';

/** What arrives is compared over this long: the packet that took the shortest way tells where its sender's clock is. */
const SLICE_MS = 1_000;
const SLICES = 20;
/** After a silence of this long the sender's numbers may have moved against the clock. */
const SILENCE_MS = 2_000;
/** As many of the last reports on sound are believed together. */
const REPORTS = 5;
/** Two reports on a picture that differ by more than this: its sender's numbers have moved, as where LiveKit changes the layer. */
const MOVED_MS = 10;
/** A report that contradicts arrival by more than this is none. */
const NONSENSE_MS = 1_500;
/** A place is corrected by at most this much in a second, unless it is wrong by more than it takes to be seen or heard. */
const SLEW = 5 / 1_000;
const JUMP_MS = { sound: 150, picture: 20 };
/** While so much has not yet come, what is learned is believed at once. */
const SETTLING_MS = 6_000;

/** Where one track's frames lie in time. */
export interface TrackClock {
  /** One of its packets came. */
  heard(timestamp: number, arrived: number): void;
  /** Its sender's report: this moment of the sender's clock (milliseconds) is that timestamp. */
  reported(sender_ms: number, timestamp: number): void;
  /** The moment of the recorder's clock, in milliseconds, at which a frame was taken. */
  at(timestamp: number, now: number): number;
}

interface Line {
  /** Recorder's clock minus the track's, by the shortest way; null: nothing came yet. */
  shortest(): number | null;
  /** Sender's clock minus the track's, by its reports; null: none came yet. */
  sender(): number | null;
}

/**
 * The clock of one publisher, whatever theirs says: sender reports bring their tracks in step with each other, and arrival
 * brings all of them together onto the recorder's clock. A clock that runs slower or faster than ours is followed.
 */
export function createPublisherClock() {
  const lines = new Set<Line>();

  /** Recorder's clock minus the sender's. */
  function senderOffset(): number | null {
    let least: number | null = null;
    for (const line of lines) {
      const shortest = line.shortest();
      const sender = line.sender();
      if (shortest === null || sender === null) continue;
      if (least === null || shortest - sender < least) least = shortest - sender;
    }
    return least;
  }

  function addTrack(rate: number): TrackClock & { end(): void } {
    const arrival = createShortestWay();
    const kind = rate === OPUS_RATE ? 'sound' : 'picture';
    const reports: number[] = [];
    const local = (timestamp: number) => (timestamp * 1_000) / rate;
    let applied: { offset: number; at: number } | null = null;
    let first: number | null = null;
    const line: Line = { shortest: arrival.least, sender: () => believed(kind, reports) };
    lines.add(line);

    function offset(): number | null {
      const shortest = line.shortest();
      const sender = line.sender();
      const common = senderOffset();
      if (shortest === null || sender === null || common === null) return shortest;
      const offset = sender + common;
      return Math.abs(offset - shortest) > NONSENSE_MS ? shortest : offset;
    }

    function slewed(now: number): number {
      const target = offset() ?? 0;
      if (applied === null || first === null || now - first < SETTLING_MS) applied = { offset: target, at: now };
      else {
        const away = target - applied.offset;
        const step = Math.max(0, now - applied.at) * SLEW;
        const moved = Math.abs(away) > JUMP_MS[kind] ? away : Math.max(-step, Math.min(step, away));
        applied = { offset: applied.offset + moved, at: Math.max(now, applied.at) };
      }
      return applied.offset;
    }

    return {
      heard(timestamp, arrived) {
        first ??= arrived;
        arrival.add(arrived - local(timestamp), arrived);
      },
      reported(sender_ms, timestamp) {
        const report = sender_ms - local(timestamp);
        const before = reports.at(-1);
        if (kind === 'picture' && before !== undefined && Math.abs(report - before) > MOVED_MS) arrival.forget();
        reports.push(report);
        if (reports.length > REPORTS) reports.shift();
      },
      at: (timestamp, now) => local(timestamp) + slewed(now),
      end: () => void lines.delete(line),
    };
  }

  return { addTrack };
}

export type PublisherClock = ReturnType<typeof createPublisherClock>;

/** The least of what came in the last seconds. */
function createShortestWay() {
  let slices: number[] = [];
  let current = 0;
  let last = Number.NEGATIVE_INFINITY;
  let least: number | null = null;

  function add(value: number, at: number): void {
    const slice = Math.floor(at / SLICE_MS);
    if (at - last > SILENCE_MS) slices = [];
    last = at;
    if (slices.length === 0 || slice !== current) {
      current = slice;
      slices.push(value);
      if (slices.length > SLICES) slices.shift();
      least = Math.min(...slices);
      return;
    }
    const best = Math.min(value, slices.at(-1) ?? value);
    slices[slices.length - 1] = best;
    least = Math.min(least ?? best, best);
  }

  return {
    add,
    least: () => least,
    /** What comes from now on is counted otherwise. */
    forget() {
      slices = [];
    },
  };
}

/**
 * What reports say. One on a picture is exact: it tells when the picture was taken. A browser that has no time left sends
 * sound late and reports the moment it was sent, never an earlier one: the low ones are right, but for the lowest of all
 * where there are many.
 */
function believed(kind: 'sound' | 'picture', reports: readonly number[]): number | null {
  if (kind === 'picture') return reports.at(-1) ?? null;
  const sorted = [...reports].sort((one, other) => one - other);
  return sorted[sorted.length >> 2] ?? null;
}
