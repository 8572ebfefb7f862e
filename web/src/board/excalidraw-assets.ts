declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

// Before Excalidraw asks for the first of its fonts: they are ours (see web/build/excalidraw-assets.ts), not somebody else's.
window.EXCALIDRAW_ASSET_PATH = '/assets/excalidraw/';

export {};
