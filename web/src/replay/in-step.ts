/** Nobody sees or hears a clip that is off by less, in seconds. */
const UNNOTICED = 0.08;
/** What is off by more is not caught up with by playing faster, in seconds. */
const TOO_FAR = 0.6;
/** How much faster or slower a clip plays while it comes back into step, at most: nobody hears it. */
const MOST_NUDGE = 0.08;
/** In how many seconds it comes back. */
const CATCH_UP = 4;
/** Once it is brought into step it is brought close, so that it is not nudged again at once. */
const CLOSE = 0.02;

/** How a clip is brought into step with the clock: not at all, by its speed (a factor), or by going to the place. */
export type Step = { kind: 'leave' } | { kind: 'nudge'; factor: number } | { kind: 'seek' };

/** What to do about a clip that is at `at` and should be at `target`. `nudging`: it plays faster or slower already. */
export function bringInStep(at: number, target: number, running: boolean, nudging: boolean): Step {
  const behind = target - at;
  const off = Math.abs(behind);
  // Standing still it shows a picture: that has to be the right one, and there is nothing to catch up with.
  if (!running) return off > UNNOTICED / 2 ? { kind: 'seek' } : { kind: 'leave' };
  if (off > TOO_FAR) return { kind: 'seek' };
  if (off < (nudging ? CLOSE : UNNOTICED)) return { kind: 'leave' };
  const nudge = Math.min(MOST_NUDGE, Math.max(-MOST_NUDGE, behind / CATCH_UP));
  return { kind: 'nudge', factor: 1 + nudge };
}
