import type { AppState } from '@excalidraw/excalidraw/types';

/** The tool in one's hand, and what is drawn with it. */
const OWN = [
  'activeTool',
  'currentItemStrokeColor',
  'currentItemBackgroundColor',
  'currentItemFillStyle',
  'currentItemStrokeWidth',
  'currentItemStrokeStyle',
  'currentItemRoughness',
  'currentItemOpacity',
  'currentItemRoundness',
  'currentItemStartArrowhead',
  'currentItemEndArrowhead',
  'currentItemArrowType',
  'currentItemFontFamily',
  'currentItemFontSize',
  'currentItemTextAlign',
  'gridModeEnabled',
  'penMode',
  'penDetected',
] as const satisfies (keyof AppState)[];

let latest: AppState | null = null;

/** Told how a canvas is now. */
export function keepTools(state: AppState): void {
  latest = state;
}

/** What somebody takes along to another page, or back into the room: who writes goes on writing. */
export function keptTools(): Partial<AppState> {
  const state = latest;
  return state ? Object.fromEntries(OWN.map((key) => [key, state[key]])) : {};
}
