/** Of one recorded minute. */
export interface Cost {
  /** Seconds of processor time. */
  cpu: number;
  /** MB at the end of it. */
  memory: number;
  /** Written. */
  bytes: number;
}
