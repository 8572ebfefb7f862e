import { HEARING_REPEATED_EVERY } from '@lectern/contract';

/** More than so many are not named at once. */
const MOST_NAMED = 100;

/** Tells the server whom we do not hear: when that changes, and now and then while it is so. */
export class HearingReport {
  readonly #tell: (missing: number[], again: number[]) => void;
  #said: ReadonlySet<number> = new Set();
  #saidAt = 0;

  constructor(tell: (missing: number[], again: number[]) => void) {
    this.#tell = tell;
  }

  say(all: readonly number[], now: number): void {
    const missing = all.slice(0, MOST_NAMED);
    const again = [...this.#said].filter((id) => !missing.includes(id));
    const isNew = again.length > 0 || missing.some((id) => !this.#said.has(id));
    const isDue = missing.length > 0 && now - this.#saidAt >= HEARING_REPEATED_EVERY;
    if (!isNew && !isDue) return;
    this.#tell(missing, again);
    this.#said = new Set(missing);
    this.#saidAt = now;
  }
}
