/** What is in a clip whose recorder was killed, now that it is complete. */
export interface MendedClip {
  /** Milliseconds. */
  duration: number;
  /** Null for sound. */
  width: number | null;
  height: number | null;
  size: number;
}

/** Completes a clip that a killed recorder left behind, in place; null: there is nothing in it. Done again it changes nothing. */
export type MendClip = (file: string) => Promise<MendedClip | null>;
