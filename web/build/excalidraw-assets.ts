import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** A folder below assets/: what is in it is asked for by its own names, which carry no hash. */
const PLACE = 'assets/excalidraw';
const FONTS = 'fonts';
/** Where Excalidraw would fetch them from: a server of others. */
const ELSEWHERE = /`https:\/\/esm\.sh\/.*?\/dist\/prod\/`/;

/** Excalidraw asks for its fonts by their names when it needs them: they are laid beside the app, and come from nowhere else. */
export function excalidrawAssets(): Plugin {
  const source = path.dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw'));
  let found = false;
  return {
    name: 'lectern-excalidraw-assets',
    transform: {
      filter: { id: /\/@excalidraw\/excalidraw\/dist\/\w+\/chunk-.*\.js$/ },
      handler(code) {
        if (!ELSEWHERE.test(code)) return null;
        found = true;
        return { code: fromHere(code), map: null };
      },
    },
    async generateBundle(_options, bundle) {
      const used = Object.values(bundle).some(
        (one) => one.type === 'chunk' && /@excalidraw/.test(one.moduleIds.join()),
      );
      if (used && !found) this.error('Excalidraw fetches its fonts otherwise: see web/build/excalidraw-assets.ts');
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

/** The same code, which asks us for them. */
export function fromHere(code: string): string {
  return code.replace(ELSEWHERE, `new URL('/${PLACE}/', window.location.href).href`);
}
