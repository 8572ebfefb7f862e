import type { BusState } from '#bus/bus.ts';

/** How often it is looked whether there is something to catch up with, in milliseconds. */
const LOOK_EVERY = 1_000;
/** While the bus works, only a message that got lost can be missing: every so many looks are enough. */
const LOOKS_BETWEEN = { away: 1, connected: 5, none: 15 } as const satisfies Record<BusState, number>;

export interface CatchUpParts {
  busState: () => BusState;
  /** Sends what the log has and this server's connections have not. */
  readLog: () => Promise<void>;
  /** The same of what people edit together. */
  readDocuments: () => Promise<void>;
  readPresence: () => void;
  /** Ends connections whose sign-in has ended. */
  checkSignIns: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Makes up for what no other server could tell us, from PostgreSQL: fast while Redis is away, now and then otherwise. */
export function createCatchUp(parts: CatchUpParts) {
  let timer: ReturnType<typeof setInterval> | null = null;
  let busy = false;
  let looks = 0;
  let wanted = false;

  async function look(): Promise<void> {
    looks += 1;
    const state = parts.busState();
    if (busy || (looks % LOOKS_BETWEEN[state] !== 0 && !wanted)) return;
    busy = true;
    const asked = wanted;
    wanted = false;
    try {
      if (state !== 'none' || asked) {
        await parts.readLog();
        await parts.readDocuments();
        parts.readPresence();
      }
      await parts.checkSignIns();
    } catch (error) {
      parts.onError(error);
    } finally {
      busy = false;
    }
  }

  return {
    start(): void {
      timer ??= setInterval(() => void look(), LOOK_EVERY).unref();
    },
    /** The next look is to be taken in any case, and now. */
    soon(): void {
      wanted = true;
      void look();
    },
    stop(): void {
      if (timer) clearInterval(timer);
    },
  };
}
