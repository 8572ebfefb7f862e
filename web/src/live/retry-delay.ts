/**
 * How long to wait before the next try, in milliseconds: the first almost at once, the later ones about a second apart
 * for as long as it takes. `random` is from 0 to 1, so that a whole class does not come back in the same instant.
 */
export function retryDelay(attempt: number, random: number): number {
  return attempt === 0 ? random * 300 : 500 + random * 1_000;
}
