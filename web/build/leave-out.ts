import type { Plugin } from 'vite';

/** Modules of libraries that pages load and never use, and what stands in their place. */
export const LEFT_OUT: Record<string, string> = {
  // We connect by WebSocket and by nothing else.
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.node.js';\nexport const transports = { websocket: WS };",
  // What is wrong with a message is never read to anybody: the message is dropped.
  // Megabytes for diagrams of a kind that nobody is offered to write.
  '@excalidraw/mermaid-to-excalidraw/dist/index.js':
    "export const parseMermaidToExcalidraw = () => Promise.reject(new Error('No diagrams of Mermaid here'));",
  'zod/v4/locales/en.js': 'export default () => ({});',
};

/** Leaves out what a bundler cannot know to be unused. Fails where a library has moved it, rather than let pages grow unnoticed. */
export function leaveOut(left_out = LEFT_OUT): Plugin {
  const missing = new Set(Object.keys(left_out));
  return {
    name: 'lectern-leave-out',
    apply: 'build',
    load(id) {
      const module = id.split('/node_modules/').at(-1) ?? id;
      const instead = left_out[module];
      if (instead === undefined) return null;
      missing.delete(module);
      return { code: instead, moduleSideEffects: false };
    },
    generateBundle() {
      if (missing.size > 0)
        this.error(`Not there to be left out: ${[...missing].join(', ')}. See web/build/leave-out.ts`);
    },
  };
}
