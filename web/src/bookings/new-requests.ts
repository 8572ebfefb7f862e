import type { Booking } from '@lectern/contract';

/** One asking: whoever takes a request back and asks again has asked anew. */
const keyOf = ({ id, created_at }: Booking) => `${id} ${created_at}`;

export const isPending = ({ status }: Booking) => status === 'pending';

/** Remembers which requests were there already, so that only later ones are announced. */
export class RequestMemory {
  readonly #known: Set<string>;

  constructor(bookings: readonly Booking[]) {
    this.#known = new Set(bookings.filter(isPending).map(keyOf));
  }

  /** Those that were not there at the last look. */
  takeNew(bookings: readonly Booking[]): Booking[] {
    const fresh = bookings.filter((one) => isPending(one) && !this.#known.has(keyOf(one)));
    for (const one of fresh) this.#known.add(keyOf(one));
    return fresh;
  }
}
