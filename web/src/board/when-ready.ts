import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

/** Calls back once Excalidraw has laid out its own, empty scene: what is shown before, that takes away again. */
export function whenReady(api: Pick<ExcalidrawImperativeAPI, 'getAppState' | 'onChange'>, run: () => void): () => void {
  if (!api.getAppState().isLoading) {
    run();
    return () => undefined;
  }
  const stop = api.onChange((_elements, { isLoading }) => {
    if (isLoading) return;
    stop();
    run();
  });
  return stop;
}
