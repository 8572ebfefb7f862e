import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useEffect, useRef } from 'react';
import { followedView, isSameView, ledView, type Viewport } from './board-view.ts';
import type { Others } from './others.ts';
import type { OwnSigns } from './own-signs.ts';

export function viewportOf({ scrollX, scrollY, zoom, width, height }: AppState): Viewport {
  return { scrollX, scrollY, zoom: zoom.value, width, height };
}

/** While one leads, the others are told where one looks. */
export function useLeading(api: ExcalidrawImperativeAPI | null, signs: OwnSigns | null, leads: boolean): void {
  useEffect(() => {
    if (!api || !signs || !leads) return;
    let told: Viewport | null = null;
    const tell = (state: AppState) => {
      const viewport = viewportOf(state);
      const same =
        told && isSameView(told, viewport) && told.width === viewport.width && told.height === viewport.height;
      if (same) return;
      told = viewport;
      signs.show({ view: ledView(viewport) });
    };
    tell(api.getAppState());
    const stop = api.onChange((_elements, state) => tell(state));
    return () => {
      stop();
      signs.show({ view: null });
    };
  }, [api, signs, leads]);
}

/** Goes where this account looks, until one moves on one's own. */
export function useFollowing(
  api: ExcalidrawImperativeAPI | null,
  others: Others,
  account_id: number | null,
  onLost: () => void,
): void {
  const led = account_id === null ? null : viewOf(others, account_id);
  const latest = useRef({ led, onLost });
  const shown = useRef<Viewport | null>(null);
  useEffect(() => {
    latest.current = { led, onLost };
    if (api && led) go(api, led, shown);
  }, [api, led, onLost]);
  useEffect(() => {
    if (!api || account_id === null) return;
    shown.current = null;
    const stop = api.onChange((_elements, state) => {
      const { led, onLost } = latest.current;
      const own = viewportOf(state);
      if (!shown.current || !led) return;
      // Another size of the window is nobody's move.
      if (own.width !== shown.current.width || own.height !== shown.current.height) go(api, led, shown);
      else if (!isSameView(own, shown.current)) {
        shown.current = null;
        onLost();
      }
    });
    if (latest.current.led) go(api, latest.current.led, shown);
    return stop;
  }, [api, account_id]);
}

function go(
  api: ExcalidrawImperativeAPI,
  led: NonNullable<ReturnType<typeof viewOf>>,
  shown: { current: Viewport | null },
): void {
  const { width, height, zoom } = api.getAppState();
  const next = followedView(led, { width, height });
  shown.current = next;
  // Excalidraw's name for a number between its least and its most zoom, which it is.
  const value = next.zoom as typeof zoom.value;
  api.updateScene({ appState: { scrollX: next.scrollX, scrollY: next.scrollY, zoom: { value } } });
}

function viewOf(others: Others, account_id: number) {
  for (const { user, view } of others.values()) if (user?.id === account_id && view) return view;
  return null;
}
