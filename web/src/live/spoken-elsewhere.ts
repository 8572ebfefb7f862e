import { SPEAKING_REPEATED_EVERY, type Spoke } from '@lectern/contract';

/** How long it is believed when it is not said again, in milliseconds: two repetitions may be lost. */
const BELIEVED_FOR = 3 * SPEAKING_REPEATED_EVERY;

/** Who speaks in the breakouts now, as a host is told; by account. */
export class SpokenElsewhere {
  readonly #readers = new Set<() => void>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #speaking: ReadonlySet<number> = new Set();

  readonly getState = (): ReadonlySet<number> => this.#speaking;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  note({ account_id, on }: Pick<Spoke, 'account_id' | 'on'>): void {
    clearTimeout(this.#timers.get(account_id));
    this.#timers.delete(account_id);
    if (on) {
      const forget = () => this.note({ account_id, on: false });
      this.#timers.set(account_id, setTimeout(forget, BELIEVED_FOR));
    }
    if (this.#speaking.has(account_id) === on) return;
    this.#speaking = new Set(this.#timers.keys());
    for (const reader of this.#readers) reader();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
