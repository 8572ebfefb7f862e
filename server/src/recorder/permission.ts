/** waiting: for its recorder, at the start or after an interruption. over: it was stopped. */
export type CapturePhase = 'waiting' | 'recording' | 'paused' | 'over';

/** A breakout's id, or null for the main room. */
export type RoomId = number | null;

/** Who is in which room. */
export interface Place {
  account_id: number;
  breakout_id: RoomId;
}

/** What the database says about who may be recorded, as of one event of the session's log. */
export interface PermissionBase {
  seq: number;
  phase: CapturePhase;
  /** The accounts that agreed, and the stays (by number) of those who are in the session. */
  agreed: ReadonlySet<number>;
  stays: ReadonlyMap<number, Place>;
  /** Whether the breakouts are recorded too. */
  breakouts: boolean;
}

/** What changes it, from the session's log. */
export type PermissionChange =
  | { kind: 'phase'; phase: CapturePhase }
  | { kind: 'agreed'; account_id: number; on: boolean }
  | { kind: 'stay'; stay_id: number; place: Place | null }
  | { kind: 'moved'; stay_id: number; breakout_id: RoomId }
  | { kind: 'breakouts'; on: boolean };

export interface TimedChange {
  seq: number;
  /** Milliseconds. */
  at: number;
  change: PermissionChange;
}

interface Stretch {
  breakout_id: RoomId;
  from: number;
  /** Infinity while it lasts. */
  to: number;
}

/** Stretches that ended longer ago than this are forgotten, in milliseconds: nothing is held back that long. */
const REMEMBERED = 60_000;

/**
 * Who may be recorded when, exact to the event that decided it. What was taken outside of a stretch is not written, though
 * it has come already.
 */
export function createPermission(base: PermissionBase, now: number) {
  const agreed = new Set(base.agreed);
  const stays = new Map(base.stays);
  const stretches = new Map<number, Stretch[]>();
  let { phase, seq, breakouts } = base;
  settle(now);

  /** Who is in a room and agreed: whose media is asked for there. Of one that is not recorded, nobody's. */
  function wanted(breakout_id: RoomId): Set<number> {
    return new Set([...wantedPlaces()].filter(([, room]) => room === breakout_id).map(([account_id]) => account_id));
  }

  function wantedPlaces(): Map<number, RoomId> {
    const recorded = [...stays.values()].filter((place) => place.breakout_id === null || breakouts);
    const willing = recorded.filter(({ account_id }) => agreed.has(account_id));
    return new Map(willing.map(({ account_id, breakout_id }) => [account_id, breakout_id]));
  }

  function settle(at: number): void {
    const allowedNow = allowed();
    for (const [account_id, list] of stretches) {
      const last = list.at(-1);
      const lasts = last?.to === Number.POSITIVE_INFINITY;
      if (lasts && allowedNow.get(account_id) !== last.breakout_id) last.to = at;
      while (list[0] && list[0].to < at - REMEMBERED) list.shift();
    }
    for (const [account_id, breakout_id] of allowedNow) {
      const list = stretches.get(account_id) ?? [];
      stretches.set(account_id, list);
      if (list.at(-1)?.to === Number.POSITIVE_INFINITY) continue;
      list.push({ breakout_id, from: at, to: Number.POSITIVE_INFINITY });
    }
  }

  /** In the order of the log. True where somebody may be recorded now who might not before, or not in that room. */
  function apply(changes: readonly TimedChange[]): boolean {
    let more = false;
    for (const { seq: number, at, change } of changes) {
      if (number <= seq) continue;
      seq = number;
      const before = allowed();
      follow(change);
      settle(at);
      for (const [account_id, room] of allowed()) more ||= before.get(account_id) !== room;
    }
    return more;
  }

  function follow(change: PermissionChange): void {
    switch (change.kind) {
      case 'phase':
        phase = change.phase;
        return;
      case 'agreed':
        if (change.on) agreed.add(change.account_id);
        else agreed.delete(change.account_id);
        return;
      case 'stay':
        if (change.place) stays.set(change.stay_id, change.place);
        else stays.delete(change.stay_id);
        return;
      case 'moved': {
        const place = stays.get(change.stay_id);
        if (place) stays.set(change.stay_id, { ...place, breakout_id: change.breakout_id });
        return;
      }
      case 'breakouts':
        breakouts = change.on;
        return;
      default:
        change satisfies never;
    }
  }

  /** Whose media may be written now, and in which room. */
  function allowed(): Map<number, RoomId> {
    return phase === 'recording' ? wantedPlaces() : new Map();
  }

  /** Until when what this account sent at that moment in that room may be written; null: it may not. */
  function until(account_id: number, breakout_id: RoomId, at: number): number | null {
    const stretch = stretches
      .get(account_id)
      ?.find((one) => one.breakout_id === breakout_id && one.from <= at && at < one.to);
    return stretch?.to ?? null;
  }

  return { apply, until, wanted, seq: () => seq, phase: () => phase };
}

export type Permission = ReturnType<typeof createPermission>;
