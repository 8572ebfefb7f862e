/** What is remembered of one person's speaking; times in milliseconds. */
export interface Speech {
  began: number;
  /** Null while it goes on. */
  ended: number | null;
  /** The last moment at which they had spoken for long enough. */
  heard: number | null;
}

export type Speeches = ReadonlyMap<number, Speech>;

/** What is shorter is a cough, or a door. */
export const LONG_ENOUGH = 1_000;
/** A pause for breath does not end a speech. */
const BREATH = 1_500;
/** How long after a speech somebody still counts as one who spoke. */
export const LATELY = 30_000;

/** What is remembered once these speak and nobody else. */
export function hear(before: Speeches, speaking: ReadonlySet<number>, now: number): Speeches {
  const after = new Map<number, Speech>();
  for (const account_id of new Set([...before.keys(), ...speaking])) {
    const known = before.get(account_id);
    const goes_on = known !== undefined && now - (known.ended ?? now) < BREATH;
    const began = goes_on ? known.began : now;
    if (speaking.has(account_id))
      after.set(account_id, heardUntil(now, { began, ended: null, heard: known?.heard ?? null }));
    else if (known) {
      const ended = known.ended ?? now;
      const speech = heardUntil(ended, { ...known, ended });
      if (now - ended < LATELY) after.set(account_id, speech);
    }
  }
  return after;
}

function heardUntil(now: number, speech: Speech): Speech {
  return now - speech.began >= LONG_ENOUGH ? { ...speech, heard: now } : speech;
}

/** Who has spoken for long enough, now or a moment ago. */
export function spokeLately(speeches: Speeches, now: number): number[] {
  return [...speeches].flatMap(([account_id, { heard }]) =>
    heard !== null && now - heard < LATELY ? [account_id] : [],
  );
}

/**
 * Whom to look at: whoever was looked at for as long as they speak, then the one who has spoken for longest, and while
 * all are silent the last one still.
 */
export function mainSpeaker(speeches: Speeches, current: number | null, now: number): number | null {
  const talks = ({ ended }: Speech) => ended === null || now - ended < BREATH;
  const held = current === null ? undefined : speeches.get(current);
  if (held && talks(held)) return current;
  const next = [...speeches]
    .filter(([, speech]) => speech.ended === null && now - speech.began >= LONG_ENOUGH)
    .sort(([, one], [, other]) => one.began - other.began)[0];
  return next?.[0] ?? current;
}

/** When to look again though nothing changes: a speech becomes long enough, or a breath too long. Null: no need. */
export function nextLook(speeches: Speeches, now: number): number | null {
  const moments = [...speeches.values()].flatMap(({ began, ended }) =>
    ended === null ? [began + LONG_ENOUGH] : [ended + BREATH],
  );
  const ahead = moments.filter((moment) => moment > now);
  return ahead.length > 0 ? Math.min(...ahead) - now : null;
}
