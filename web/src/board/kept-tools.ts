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

/** What somebody takes along when they turn to another page: who writes goes on writing. */
export function keptTools(state: AppState): Partial<AppState> {
  return Object.fromEntries(OWN.map((key) => [key, state[key]]));
}
