import { randomKey } from '#ui/random-key.ts';

const KEY = 'lectern-tab';

let tab: string | null = null;

/**
 * This tab's own name, by which the server tells an account's tabs apart. Loading the page again keeps it; a copy of
 * the tab takes the stored one with it and is another tab all the same.
 */
export function thisTab(): string {
  tab ??= (wasReloaded() && stored()) || store(randomKey());
  return tab;
}

/** Whether this very page was loaded again. */
export function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType?.('navigation') ?? [];
  return typeof PerformanceNavigationTiming !== 'undefined' && navigation instanceof PerformanceNavigationTiming
    ? navigation.type === 'reload'
    : false;
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(name: string): string {
  try {
    sessionStorage.setItem(KEY, name);
  } catch {
    // Storage can be forbidden; then a reload is another tab, and asks before it takes over.
  }
  return name;
}
