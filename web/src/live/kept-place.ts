import { wasReloaded } from './this-tab.ts';

const KEY = 'lectern-inside';

/** Remembers, for this tab only, that it is in a live session: loading the page again then leads straight back in. */
export function keepPlace(session_id: number): void {
  try {
    sessionStorage.setItem(KEY, String(session_id));
  } catch {
    // Storage can be forbidden; then one presses the button again.
  }
}

export function forgetPlace(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** Whether this very page was loaded again while inside. A copy of the tab is another page, and takes nothing over. */
export function wasInsideBeforeReload(session_id: number): boolean {
  if (!wasReloaded()) return false;
  try {
    return sessionStorage.getItem(KEY) === String(session_id);
  } catch {
    return false;
  }
}
