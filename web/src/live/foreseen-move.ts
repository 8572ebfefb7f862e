/** People connect within this time of each other, in milliseconds: a whole class at once would hold itself up. */
const SPREAD = 1_000;
/** How long before the rooms close one connects to the main room, in milliseconds. */
const BEFORE_CLOSING = 12_000;

/** Says when it is time to connect beforehand to a room to which one will be called. */
export class ForeseenMove {
  readonly #onTime: (to: number | null) => void;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #closes_at: number | null = null;

  constructor(onTime: (to: number | null) => void) {
    this.#onTime = onTime;
  }

  /** A host is about to call us there. */
  expect(to: number | null): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#onTime(to), Math.random() * SPREAD);
  }

  /** When the breakout one is in closes, in milliseconds by this browser's clock; null: nobody knows, or one is in none. */
  closeAt(closes_at: number | null): void {
    if (closes_at === this.#closes_at) return;
    this.#closes_at = closes_at;
    clearTimeout(this.#closing);
    if (closes_at === null) return;
    const wait = closes_at - Date.now() - BEFORE_CLOSING;
    this.#closing = setTimeout(() => this.#onTime(null), Math.max(wait, 0) + Math.random() * SPREAD);
  }

  stop(): void {
    clearTimeout(this.#soon);
    this.closeAt(null);
  }
}
