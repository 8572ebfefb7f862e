import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    /** How long each click and key took until what it did was painted, in milliseconds, by its id. */
    interactions: Map<number, number>;
  }
  // Not yet known to the types.
  interface Performance {
    interactionCount: number;
  }
  interface PerformanceEventTiming {
    interactionId: number;
  }
  interface PerformanceObserverInit {
    durationThreshold?: number;
  }
}

/** Has every page of a browser keep how quickly it answers clicks and keys. */
export async function recordInteractions(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.interactions = new Map();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry instanceof PerformanceEventTiming) || !entry.interactionId) continue;
        const known = window.interactions.get(entry.interactionId) ?? 0;
        window.interactions.set(entry.interactionId, Math.max(known, entry.duration));
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
}

export interface Answers {
  count: number;
  /** Interaction to next paint, as browsers count it: the slowest, but for one of every fifty. */
  inp: number;
}

export async function answersOf(page: Page): Promise<Answers> {
  return page.evaluate(() => {
    const slowest = [...window.interactions.values()].sort((one, other) => other - one);
    const count = performance.interactionCount;
    return { count, inp: slowest[Math.min(slowest.length - 1, Math.floor(count / 50))] ?? 0 };
  });
}
