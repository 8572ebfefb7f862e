import { lazyPart } from '#ui/lazy-part.ts';

/** A shared screen on the stage. Most rooms do without at first; who comes while one is shared waits for nothing but the picture. */
export const screenTile = lazyPart(async () => (await import('./ScreenTile.tsx')).ScreenTile);
