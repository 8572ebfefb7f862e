import type { BrowserContext, Page } from '@playwright/test';

/** How long a click or a key took until what it did was painted, in milliseconds. */
interface Interaction {
  took: number;
  /** What it was, and of that how long it waited for its turn and how long its handlers ran. */
  about: string;
}

declare global {
  interface Window {
    /** Each click and key that took a moment, by its id. */
    interactions: Map<number, Interaction>;
  }
  // Not yet known to the types.
  interface Performance {
    readonly interactionCount: number;
  }
  interface PerformanceEventTiming {
    readonly interactionId: number;
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
        const { name, interactionId, duration, startTime, processingStart, processingEnd, target } = entry;
        if (duration <= (window.interactions.get(interactionId)?.took ?? 0)) continue;
        const what = target instanceof Element ? (target.getAttribute('aria-label') ?? target.textContent) : '';
        const [waited, ran] = [processingStart - startTime, processingEnd - processingStart].map(Math.round);
        const about = `${name} ${what}: ${duration} ms, waited ${waited}, ran ${ran}`;
        window.interactions.set(interactionId, { took: duration, about });
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
}

export interface Answers {
  count: number;
  /** Interaction to next paint, as browsers count it: the slowest, but for one of every fifty. */
  inp: number;
  slowest: string[];
}

export async function answersOf(page: Page): Promise<Answers> {
  return page.evaluate(() => {
    const all = [...window.interactions.values()].sort((one, other) => other.took - one.took);
    const count = performance.interactionCount;
    const inp = all[Math.min(all.length - 1, Math.floor(count / 50))]?.took ?? 0;
    return { count, inp, slowest: all.slice(0, 8).map(({ about }) => about) };
  });
}
