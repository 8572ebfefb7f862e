import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Where the app looks for them: see web/src/board/excalidraw-assets.ts. A font never changes under its name. */
const PLACE = 'assets/excalidraw';
const FONTS = 'fonts';

/** Excalidraw asks for its fonts by their names when it needs them: they are laid beside the app, and come from nowhere else. */
export function excalidrawAssets(): Plugin {
  const source = path.dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw'));
  return {
    name: 'lectern-excalidraw-assets',
    async generateBundle() {
      for (const entry of await readdir(path.join(source, FONTS), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const fileName = `${PLACE}/${path.relative(source, file).split(path.sep).join('/')}`;
        this.emitFile({ type: 'asset', fileName, source: await readFile(file) });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${PLACE}`, (request, response, next) => {
        const file = path.join(source, path.normalize(`/${request.url ?? ''}`));
        if (!file.startsWith(path.join(source, FONTS))) return next();
        readFile(file).then((content) => response.end(content), next);
      });
    },
  };
}
