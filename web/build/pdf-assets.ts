import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Where the app looks for them: see web/src/board/pictures/pdf-document.ts. */
const PLACE = 'assets/pdf';
/** The fonts that every reader of PDFs has, the tables of Asian scripts, the colours of printers, and what unpacks some pictures. */
const FOLDERS = ['cmaps', 'standard_fonts', 'iccs', 'wasm'];
const WANTED = /\.(bcmap|pfb|ttf|icc|wasm)$|nowasm_fallback\.js$/;

/** PDFs may leave out what every reader has: it is laid beside the app, and comes from nowhere else. */
export function pdfAssets(): Plugin {
  const source = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    name: 'lectern-pdf-assets',
    async generateBundle() {
      for (const folder of FOLDERS) {
        for (const name of await readdir(path.join(source, folder))) {
          if (!WANTED.test(name)) continue;
          const content = await readFile(path.join(source, folder, name));
          this.emitFile({ type: 'asset', fileName: `${PLACE}/${folder}/${name}`, source: content });
        }
      }
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${PLACE}`, (request, response, next) => {
        const file = path.join(source, path.normalize(`/${request.url ?? ''}`));
        if (!FOLDERS.some((folder) => file.startsWith(path.join(source, folder) + path.sep))) return next();
        readFile(file).then((content) => response.end(content), next);
      });
    },
  };
}
