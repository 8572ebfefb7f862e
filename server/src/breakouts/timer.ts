export interface TimerParts {
  now: () => Date;
  /** Does what is due in a session; when the next thing is, or null. */
  look: (session_id: number) => Promise<Date | null>;
  onError: (error: unknown) => void;
}

/**
 * Looks at a session's breakouts at the very moment at which something is due, where the clock's round comes up to two
 * seconds later. Only that: what is due, `look` reads from the rows, and the clock looks where a timer is lost.
 */
export function createBreakoutTimer({ now, look, onError }: TimerParts) {
  const waiting = new Map<number, NodeJS.Timeout>();
  let stopped = false;

  /** Null: nothing is due in this session. */
  function expect(session_id: number, at: Date | null): void {
    clearTimeout(waiting.get(session_id));
    waiting.delete(session_id);
    if (!at || stopped) return;
    // A timer may come a little early: one more look a millisecond later does no harm.
    const timeout = setTimeout(() => void fire(session_id), Math.max(1, at.getTime() - now().getTime()));
    waiting.set(session_id, timeout.unref());
  }

  async function fire(session_id: number): Promise<void> {
    try {
      expect(session_id, await look(session_id));
    } catch (error) {
      waiting.delete(session_id);
      onError(error);
    }
  }

  function stop(): void {
    stopped = true;
    for (const timeout of waiting.values()) clearTimeout(timeout);
    waiting.clear();
  }

  return { expect, stop };
}
