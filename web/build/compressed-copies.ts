import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** What gets smaller by it; pictures and fonts are packed already. */
const LOOSE = /\.(js|css|html|svg|wasm|tflite)$/;
/** Below this, in bytes, a compressed copy saves nothing. */
const WORTH_IT = 1_024;

/** Lays compressed copies beside the files, once and as small as can be, so that the server need not compress. */
export function compressedCopies(): Plugin {
  let folder = '';
  return {
    name: 'lectern-compressed-copies',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => LOOSE.test(file)).map((file) => compress(path.join(folder, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < WORTH_IT) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await Promise.all([
    promisify(gzip)(content, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
    promisify(brotliCompress)(content, quality).then((packed) => writeFile(`${file}.br`, packed)),
  ]);
}
