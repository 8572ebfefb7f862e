import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';
import { compressedCopies } from './build/compressed-copies.ts';
import { excalidrawAssets } from './build/excalidraw-assets.ts';
import { leaveOut } from './build/leave-out.ts';
import { pageSizes } from './build/page-sizes.ts';
import { pdfAssets } from './build/pdf-assets.ts';
import { preloads } from './build/preloads.ts';
import { withoutDebugLogs } from './build/without-debug-logs.ts';
import { withoutJsonSchema } from './build/without-json-schema.ts';

/** Where the server listens while Vite serves the pages. */
const server = process.env.LECTERN_SERVER ?? 'http://127.0.0.1:3000';
// The Host header stays the page's own, so that the server sees one origin.
const proxied: ProxyOptions = { target: server, ws: true };

export default defineConfig({
  plugins: [
    react(),
    withoutJsonSchema(),
    withoutDebugLogs(),
    leaveOut(),
    excalidrawAssets(),
    pdfAssets(),
    pageSizes(),
    compressedCopies(),
  ],
  // Looks through the lazily loaded pages too at once: else the first visit to each loads everything again.
  optimizeDeps: { entries: ['index.html', 'src/pages/*.tsx'] },
  server: { proxy: { '/api': proxied, '/livekit': proxied } },
  build: {
    outDir: 'dist',
    manifest: true,
    modulePreload: { resolveDependencies: preloads },
    target: 'es2022',
    // The first to know light-dark(), so that it is left as it is.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700,
  },
});
