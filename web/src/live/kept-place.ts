import { wasReloaded } from './this-tab.ts';

const KEY = 'lectern-inside';
const PANEL_KEY = 'lectern-panel';
const BOARD_KEY = 'lectern-board';

/** Remembers, for this tab only, that it is in a live session: loading the page again then leads straight back in. */
export function keepPlace(session_id: number): void {
  store(KEY, String(session_id));
}

/** Which panel was open, and the board, go with the place. */
export function forgetPlace(): void {
  store(KEY, null);
  store(PANEL_KEY, null);
  store(BOARD_KEY, null);
}

/** Whether this very page was loaded again while inside. A copy of the tab is another page, and takes nothing over. */
export function wasInsideBeforeReload(session_id: number): boolean {
  return wasReloaded() && stored(KEY) === String(session_id);
}

/** Remembers which panel is open beside the stage, so that it is after loading the page again. */
export function keepPanel(name: string | null): void {
  store(PANEL_KEY, name);
}

/** The panel that was open when this very page was loaded again while inside. */
export function panelBeforeReload(session_id: number): string | null {
  return wasInsideBeforeReload(session_id) ? stored(PANEL_KEY) : null;
}

/** Remembers whether the board is open, so that it is after loading the page again. */
export function keepBoard(open: boolean): void {
  store(BOARD_KEY, open ? 'open' : null);
}

/** Whether the board was open when this very page was loaded again while inside. */
export function boardBeforeReload(session_id: number): boolean {
  return wasInsideBeforeReload(session_id) && stored(BOARD_KEY) === 'open';
}

// Storage can be forbidden; then one presses the buttons again.
function store(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
