export interface Speakers {
  /** Who has spoken for long enough, now or a moment ago. */
  lately: ReadonlySet<number>;
  /** Whom to look at; null until somebody has spoken. */
  main: number | null;
}

export const SILENCE: Speakers = { lately: new Set(), main: null };
