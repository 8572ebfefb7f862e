import { SPEAKING_REPEATED_EVERY } from '@lectern/contract';

/** Tells the server, from a breakout, whether we are speaking: on change, and again while it is so. */
export class SpeakingReport {
  readonly #tell: (on: boolean) => void;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(tell: (on: boolean) => void) {
    this.#tell = tell;
  }

  say(on: boolean): void {
    if (on === (this.#timer !== null)) return;
    this.#tell(on);
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#tell(true), SPEAKING_REPEATED_EVERY) : null;
  }
}
