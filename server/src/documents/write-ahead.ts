import { setTimeout as delay } from 'node:timers/promises';
import { countTogether } from './batch.ts';
import { mergeMany } from './compaction.ts';
import type { Position } from './store.ts';

/**
 * A document's statements begin at least this far apart, in milliseconds. The first change after a pause is written at
 * once; while many draw, what comes in between goes together, to the database and then to everybody.
 */
const PACE = 33;
/** How long until the next try after the database could not be written to, in milliseconds. */
const RETRY_AFTER = 1_000;
/** The most that one statement carries, in bytes, unless a single update is larger. */
const LARGEST_BATCH = 4 * 1024 * 1024;

/** What became of a change. */
export type Outcome =
  /** It will be there after any crash, in the row with which the log stands there. */
  | { kind: 'written'; at: Position }
  /** The document is no more. */
  | { kind: 'gone' }
  /** This server ends, and nobody may say that it was taken. */
  | { kind: 'stopped' };

export interface WriteAheadParts {
  append: (name: string, update: Uint8Array) => Promise<Position | null>;
  onError: (error: unknown) => void;
}

interface Waiting {
  update: Uint8Array;
  settle: (outcome: Outcome) => void;
}

interface Line {
  waiting: Waiting[];
  /** When its last statement began, by `performance.now()`. */
  began: number;
  /** Null while nothing waits. */
  running: Promise<void> | null;
}

export type WriteAhead = ReturnType<typeof createWriteAhead>;

/**
 * Changes are in the database before anybody gets them. Of each document one statement is under way; what comes meanwhile
 * goes in the next. While the database is away everybody waits, and it is tried again and again.
 */
export function createWriteAhead({ append, onError }: WriteAheadParts) {
  const lines = new Map<string, Line>();
  const stop = new AbortController();

  function write(name: string, update: Uint8Array): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const line = lines.get(name) ?? { waiting: [], began: Number.NEGATIVE_INFINITY, running: null };
    lines.set(name, line);
    line.waiting.push({ update, settle: resolve });
    line.running ??= run(name, line);
    return promise;
  }

  async function run(name: string, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      await pause(line.began + PACE - performance.now());
      line.began = performance.now();
      const batch = line.waiting.splice(0, countTogether(line.waiting, LARGEST_BATCH));
      const outcome = await writeBatch(name, batch);
      for (const { settle } of batch) settle(outcome);
    }
    line.running = null;
  }

  async function writeBatch(name: string, batch: Waiting[]): Promise<Outcome> {
    const update = mergeMany(batch.map((one) => one.update));
    let complained = false;
    for (;;) {
      try {
        const at = await append(name, update);
        return at ? { kind: 'written', at } : { kind: 'gone' };
      } catch (error) {
        if (!complained) onError(error);
        complained = true;
        if (stop.signal.aborted) return { kind: 'stopped' };
        await pause(RETRY_AFTER);
      }
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    if (milliseconds > 0 && !stop.signal.aborted) {
      await delay(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  return {
    write,
    /** When nothing waits to be written of this document. */
    async settled(name: string): Promise<void> {
      await lines.get(name)?.running;
    },
    forget(name: string): void {
      if (!lines.get(name)?.running) lines.delete(name);
    },
    /** Writes what waits at once; where that does not succeed it is given up. */
    async close(): Promise<void> {
      stop.abort();
      await Promise.all([...lines.values()].map(({ running }) => running));
    },
  };
}
