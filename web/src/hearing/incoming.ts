import type { IncomingSound, SoundCount } from '#live/sound-probe.ts';

/** What stands between a microphone that is on and this person's ears. */
export type Lack =
  /** The session's list says that it is on, and the media engine has not told of it here. */
  | 'unknown'
  /** It is not received. */
  | 'not_received'
  /** It is received, and not played. */
  | 'not_played'
  /** Its person is speaking, and nothing comes. */
  | 'no_sound';

/** One microphone that is on, as it is found at one moment. `count` is null where nobody looked. */
export interface Look {
  path: IncomingSound['path'] | 'unknown';
  speaking: boolean;
  level: number;
  count: SoundCount | null;
}

export interface Judgement {
  /** Its sound is missed here. */
  missing: boolean;
  /** What was lacking when something last was; null once it has been there for long enough. */
  lack: Lack | null;
  /** For how long something has been lacking, or been there again, without the other in between; in milliseconds. */
  lacking: number;
  arriving: number;
  /** For how long there has been nothing to tell by. */
  unclear: number;
  /**
   * The media engine has said something of this voice since the track is here. It tells only of those one is subscribed
   * to, and only what changes: what it said before may be old.
   */
  told: boolean;
  last: Look;
}

/** How long something must be lacking before it is said, in milliseconds: a little under two looks a second apart. */
const PATIENCE = 1_800;
/** The list may be old for a while: what only it knows of needs longer. */
const PATIENCE_WITH_LIST = 4_500;
/** How long a sound must be there again before nothing is said any more. */
const CONVINCED_AFTER = 1_800;
/** After so long without anything to tell by, what was found before counts no more. */
const FORGOTTEN_AFTER = 10_000;
/** Looks further apart than this, in milliseconds, say nothing of the time between: the page slept. */
export const SLEPT = 5_000;
/** Less than this in a look is no sound: some 30 dB below what the media engine calls speaking. */
const LEAST_ENERGY = 1e-6;

/** What to look at more closely: whoever speaks, and whoever is in doubt. */
export function needsCount(
  { path, speaking }: Pick<Look, 'path' | 'speaking'>,
  before: Judgement | undefined,
): boolean {
  return path === 'open' && (speaking || (before !== undefined && before.lack !== null));
}

/** What to think of a microphone after another look, `elapsed` milliseconds after the one before. */
export function judge(before: Judgement | undefined, look: Look, elapsed: number): Judgement {
  if (!before || elapsed > SLEPT) {
    return { missing: false, lack: lackAtOnce(look), lacking: 0, arriving: 0, unclear: 0, told: false, last: look };
  }
  const told = isTold(before, look);
  const found = compare({ ...before, told }, look);
  switch (found) {
    case 'unclear': {
      const unclear = before.unclear + elapsed;
      if (unclear >= FORGOTTEN_AFTER) return judge(undefined, look, 0);
      return { ...before, unclear, told, last: look };
    }
    case 'arrives': {
      const arriving = before.arriving + elapsed;
      const convinced = arriving >= CONVINCED_AFTER;
      return {
        missing: before.missing && !convinced,
        lack: convinced ? null : before.lack,
        lacking: 0,
        arriving,
        unclear: 0,
        told,
        last: look,
      };
    }
    case 'unknown':
    case 'not_received':
    case 'not_played':
    case 'no_sound': {
      const lacking = before.lacking + elapsed;
      const patience = found === 'unknown' ? PATIENCE_WITH_LIST : PATIENCE;
      const missing = before.missing || lacking >= patience;
      return { missing, lack: found, lacking, arriving: 0, unclear: 0, told, last: look };
    }
    default:
      return found satisfies never;
  }
}

/** What can be told by one look alone. */
function lackAtOnce({ path }: Look): Lack | null {
  switch (path) {
    case 'unknown':
      return 'unknown';
    case 'none':
      return 'not_received';
    case 'stopped':
      return 'not_played';
    case 'open':
      return null;
    default:
      return path satisfies never;
  }
}

function isTold({ told, last }: Judgement, { path, speaking, level }: Look): boolean {
  if (path !== 'open' || last.path !== 'open') return false;
  return told || speaking !== last.speaking || level !== last.level;
}

function compare({ lack, last, told }: Judgement, look: Look): Lack | 'arrives' | 'unclear' {
  const atOnce = lackAtOnce(look);
  if (atOnce) return atOnce;
  if (!look.count) return 'unclear';
  // The first count says something only of a track that was not there before.
  const before = last.count ?? (last.path === 'open' ? null : NOTHING);
  if (!before) return 'unclear';
  const { energy, packets } = growth(before, look.count);
  if (energy > LEAST_ENERGY) return 'arrives';
  if (look.speaking && told) return 'no_sound';
  // In silence few packets come, but some do: enough where it was not what they carry that lacked.
  if (packets > 0 && lack !== 'no_sound') return 'arrives';
  return 'unclear';
}

const NOTHING: SoundCount = { packets: 0, energy: 0 };

/** A new track counts from the start again. */
function growth(before: SoundCount, now: SoundCount): SoundCount {
  const begunAnew = now.packets < before.packets || now.energy < before.energy;
  if (begunAnew) return now;
  return { packets: now.packets - before.packets, energy: now.energy - before.energy };
}
