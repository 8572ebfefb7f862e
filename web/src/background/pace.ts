/** How long what frames cost is watched before anything is concluded from it, in milliseconds. */
const WINDOW = 3_000;
/** A large picture that costs more than this per frame, in milliseconds, is made smaller. */
const HEAVY = 50;
/** A frame that costs more than this makes a picture that stands rather than moves. */
const HOPELESS = 300;
/** How many such windows one after the other are enough. */
const PATIENCE = 3;
/** How much of the time may be spent on frames: the rest belongs to the call itself. */
const SHARE = 2 / 3;
/** As wide as this a picture is small enough, in pixels. */
const SMALL = 640;

export type Verdict = 'go_on' | 'make_smaller' | 'give_up';

/** Decides from what each frame cost whether to go on, with a smaller picture, or not at all. */
export class Pace {
  #since: number | null = null;
  #frames = 0;
  #spent = 0;
  #hopeless = 0;

  note({ took, at, width }: { took: number; at: number; width: number }): Verdict {
    this.#since ??= at - took;
    this.#frames += 1;
    this.#spent += took;
    if (at - this.#since < WINDOW) return 'go_on';
    const cost = this.#spent / this.#frames;
    this.#since = at;
    this.#frames = 0;
    this.#spent = 0;
    this.#hopeless = cost > HOPELESS ? this.#hopeless + 1 : 0;
    if (cost > HEAVY && width > SMALL) return 'make_smaller';
    return this.#hopeless >= PATIENCE ? 'give_up' : 'go_on';
  }
}

/** How long to leave the machine alone after a frame, in milliseconds. */
export function rest(took: number): number {
  return took * (1 / SHARE - 1);
}
