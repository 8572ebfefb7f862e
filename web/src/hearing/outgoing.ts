import type { OutgoingSound } from '#live/sound-probe.ts';
import { SLEPT } from './incoming.ts';

/** What is wrong with the own microphone, as far as this browser and the media engine know. */
export type OwnTrouble =
  /** It is on, and gives nothing at all: not even the noise of a quiet room. */
  | 'silent'
  /** It gives sound, which this browser does not send or the media engine does not get. */
  | 'not_sent';

/** What to think of the own microphone while it is on. All times are in milliseconds. */
export interface OwnJudgement {
  trouble: OwnTrouble | null;
  /** When it last gave as much as somebody who speaks. */
  sounded_at: number | null;
  /** It has given something since it was turned on. */
  alive: boolean;
  /** For how long it has given nothing. */
  silent: number;
  /** For how long there was sound, and nothing was sent. */
  unsent: number;
  /** For how long there was sound, and the media engine said of nothing that it got it. */
  unacknowledged: number;
  /** For how long there was sound, and the server did not list this microphone as on. */
  unlisted: number;
  last: OutgoingSound;
}

/** What else is known at the moment of a look. */
export interface OwnContext {
  now: number;
  elapsed: number;
  /** The server, which asks the media engine, lists this microphone as on; null where that may be old. */
  listed: boolean | null;
}

/** A device that has just begun may give nothing for a while, and so may a person behind a gate for noise. */
const SILENT_AFTER = 15_000;
/** Where the browser itself says that the device gives nothing, less patience is needed. */
const CUT_AFTER = 4_000;
const UNSENT_AFTER = 2_800;
/** The media engine acknowledges every few seconds; some of it may be lost. */
const UNACKNOWLEDGED_AFTER = 8_000;
/** The list follows the media engine within some seconds. */
const UNLISTED_AFTER = 6_000;
/** The energy per second of somebody who speaks, at the least: quiet rooms have a tenth of it. */
const LEAST_SPEECH = 1e-4;

/** What to think of the own microphone after another look; null while it is off. */
export function judgeOwn(
  before: OwnJudgement | null,
  look: OutgoingSound | null,
  context: OwnContext,
): OwnJudgement | null {
  if (!look) return null;
  if (!before || before.last.track !== look.track || context.elapsed > SLEPT) return begin(look, before, context);
  // Who is speaking at the media engine has a microphone that works, and is heard there.
  if (look.speaking) return { ...begin(look, before, context), alive: true };
  const next = follow(before, look, context);
  return { ...next, trouble: troubleOf(next) };
}

function begin(last: OutgoingSound, before: OwnJudgement | null, { now }: OwnContext): OwnJudgement {
  const sounded_at = last.speaking ? now : (before?.sounded_at ?? null);
  return { trouble: null, sounded_at, alive: false, silent: 0, unsent: 0, unacknowledged: 0, unlisted: 0, last };
}

function follow(before: OwnJudgement, look: OutgoingSound, { elapsed, now, listed }: OwnContext): OwnJudgement {
  const { last } = before;
  // Nobody looked at the numbers while one was speaking: then there is nothing to compare with yet.
  const gained = look.energy === null || last.energy === null ? null : look.energy - last.energy;
  const sounds = gained !== null && gained * 1_000 >= LEAST_SPEECH * elapsed;
  const isSilent = gained === 0 || (gained === null && look.cut);
  // What is not carried is counted only while there is something to carry; that it is carried shows in silence too.
  const since = (carried: boolean, waited: number) => (carried ? 0 : waited + (sounds ? elapsed : 0));
  return {
    ...before,
    sounded_at: sounds ? now : before.sounded_at,
    alive: before.alive || (gained !== null && gained > 0),
    silent: isSilent ? before.silent + elapsed : 0,
    unsent: since(look.packets !== last.packets, before.unsent),
    unacknowledged: since(look.acknowledged === null || look.acknowledged !== last.acknowledged, before.unacknowledged),
    unlisted: since(listed !== false, before.unlisted),
    last: look,
  };
}

function troubleOf({ alive, silent, unsent, unacknowledged, unlisted, last }: OwnJudgement): OwnTrouble | null {
  if (last.cut ? silent >= CUT_AFTER : silent >= SILENT_AFTER && !alive) return 'silent';
  const isLost = unsent >= UNSENT_AFTER || unacknowledged >= UNACKNOWLEDGED_AFTER || unlisted >= UNLISTED_AFTER;
  return isLost ? 'not_sent' : null;
}
