export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export type Speed = (typeof SPEEDS)[number];

export type ReplayClock = ReturnType<typeof createReplayClock>;

/**
 * The one clock of a replay, in recorded seconds: everything else follows it. It plays, pauses and waits (for what is not
 * loaded yet: it stands still then, and goes on by itself), and stops at the end. `now` is in milliseconds.
 */
export function createReplayClock(duration: number, now: () => number) {
  let base = 0;
  let since = now();
  let playing = false;
  let waiting = false;
  let speed: Speed = 1;

  function time(): number {
    const gone = playing && !waiting ? ((now() - since) / 1000) * speed : 0;
    return Math.min(duration, base + gone);
  }

  /** Changes how it runs without a jump. */
  function change(apply: () => void): void {
    base = time();
    since = now();
    apply();
  }

  return {
    time,
    duration,
    get playing(): boolean {
      return playing && time() < duration;
    },
    get ended(): boolean {
      return time() >= duration;
    },
    get waiting(): boolean {
      return waiting;
    },
    get speed(): Speed {
      return speed;
    },
    /** From the beginning, where it stands at the end. */
    play(): void {
      const from = time() < duration ? time() : 0;
      change(() => {
        base = from;
        playing = true;
      });
    },
    pause(): void {
      change(() => {
        playing = false;
      });
    },
    seek(to: number): void {
      change(() => {
        base = Math.min(duration, Math.max(0, to));
      });
    },
    setSpeed(to: Speed): void {
      change(() => {
        speed = to;
      });
    },
    wait(on: boolean): void {
      if (on === waiting) return;
      change(() => {
        waiting = on;
      });
    },
  };
}

/** The next faster or slower one; the same at either end. */
export function nextSpeed(speed: Speed, step: 1 | -1): Speed {
  return SPEEDS[SPEEDS.indexOf(speed) + step] ?? speed;
}
