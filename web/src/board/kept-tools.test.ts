import type { AppState } from '@excalidraw/excalidraw/types';
import { expect, test } from 'vitest';
import { keepTools, keptTools } from './kept-tools.ts';

test('the pen and its colour go along to another page, and neither the place nor the selection does', () => {
  const pen = {
    type: 'freedraw',
    customType: null,
    lastActiveTool: null,
    locked: false,
    fromSelection: false,
  } as const;
  const state: Partial<AppState> = {
    activeTool: pen,
    currentItemStrokeColor: '#e03131',
    penMode: true,
    scrollX: 400,
    selectedElementIds: { one: true },
  };
  expect(keptTools()).toEqual({});
  keepTools(state as AppState);
  const kept = keptTools();
  expect(kept).toMatchObject({ activeTool: pen, currentItemStrokeColor: '#e03131', penMode: true });
  expect(kept).not.toHaveProperty('scrollX');
  expect(kept).not.toHaveProperty('selectedElementIds');
});
