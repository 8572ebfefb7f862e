/** waiting: for its recorder, at the start or after an interruption. over: it was stopped. */
export type CapturePhase = 'waiting' | 'recording' | 'paused' | 'over';

/** What the database says about who may be recorded, as of one event of the session's log. */
export interface PermissionBase {
  seq: number;
  phase: CapturePhase;
  /** The accounts that agreed, and the stays (by number) of those who are in the room. */
  agreed: ReadonlySet<number>;
  stays: ReadonlyMap<number, number>;
}

/** What changes it, from the session's log. */
export type PermissionChange =
  | { kind: 'phase'; phase: CapturePhase }
  | { kind: 'agreed'; account_id: number; on: boolean }
  | { kind: 'stay'; stay_id: number; account_id: number | null };

export interface TimedChange {
  seq: number;
  /** Milliseconds. */
  at: number;
  change: PermissionChange;
}

interface Stretch {
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
  let { phase } = base;
  let seq = base.seq;
  settle(now);

  /** Who is in the room and agreed: whose media is asked for. */
  function wanted(): Set<number> {
    return new Set([...stays.values()].filter((account_id) => agreed.has(account_id)));
  }

  function settle(at: number): void {
    const allowedNow = allowed();
    for (const [account_id, list] of stretches) {
      const last = list.at(-1);
      if (last?.to === Number.POSITIVE_INFINITY && !allowedNow.has(account_id)) last.to = at;
      while (list[0] && list[0].to < at - REMEMBERED) list.shift();
    }
    for (const account_id of allowedNow) {
      const list = stretches.get(account_id) ?? [];
      stretches.set(account_id, list);
      if (list.at(-1)?.to !== Number.POSITIVE_INFINITY) list.push({ from: at, to: Number.POSITIVE_INFINITY });
    }
  }

  /** In the order of the log. True where somebody may be recorded now who might not before. */
  function apply(changes: readonly TimedChange[]): boolean {
    let more = false;
    for (const { seq: number, at, change } of changes) {
      if (number <= seq) continue;
      seq = number;
      const before = allowed();
      if (change.kind === 'phase') phase = change.phase;
      else if (change.kind === 'agreed') {
        if (change.on) agreed.add(change.account_id);
        else agreed.delete(change.account_id);
      } else if (change.account_id !== null) stays.set(change.stay_id, change.account_id);
      else stays.delete(change.stay_id);
      settle(at);
      for (const account_id of allowed()) more ||= !before.has(account_id);
    }
    return more;
  }

  /** Whose media may be written now. */
  function allowed(): Set<number> {
    return phase === 'recording' ? wanted() : new Set();
  }

  /** Until when what this account sent at that moment may be written; null: it may not. */
  function until(account_id: number, at: number): number | null {
    const stretch = stretches.get(account_id)?.find(({ from, to }) => from <= at && at < to);
    return stretch?.to ?? null;
  }

  return { apply, until, wanted, seq: () => seq, phase: () => phase };
}

export type Permission = ReturnType<typeof createPermission>;
