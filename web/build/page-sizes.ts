import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** What a page may weigh, in kilobytes of gzipped JavaScript. */
const LIMITS: Record<string, number> = { 'session-list': 180, live: 340 };

/** Prints what each page costs before it can be used, and what it loads afterwards by itself. One that weighs too much fails the build. */
export function pageSizes(): Plugin {
  return {
    name: 'lectern-page-sizes',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle)
          .filter((output) => output.type === 'chunk')
          .map((chunk) => [chunk.fileName, chunk]),
      );
      const start = [...chunks.values()].find((chunk) => chunk.isEntry);
      if (!start) return;
      const first = reach(chunks, start.fileName, false);
      const over: string[] = [];
      const lines = [...chunks.values()].flatMap((chunk) => {
        const page = /\/src\/pages\/([\w-]+)\.tsx$/.exec(chunk.facadeModuleId ?? '')?.[1];
        if (!page) return [];
        const files = new Set([...first, ...reach(chunks, chunk.fileName, false)]);
        const later = new Set([...reach(chunks, chunk.fileName, true)].filter((file) => !files.has(file)));
        const size = kilobytes(chunks, files);
        if (size > (LIMITS[page] ?? Number.POSITIVE_INFINITY)) over.push(page);
        return [line(page, size, kilobytes(chunks, later))];
      });
      console.log(`\nJavaScript per page, gzipped:\n${lines.sort().join('\n')}\n`);
      if (over.length > 0)
        this.error(`Too much JavaScript for a first load: ${over.join(', ')}. See web/build/page-sizes.ts`);
    },
  };
}

/** Everything loaded with a chunk; with `later`, also what it loads afterwards by itself. */
function reach(chunks: Map<string, Rolldown.OutputChunk>, from: string, later: boolean, seen = new Set<string>()) {
  const chunk = chunks.get(from);
  if (!chunk || seen.has(from)) return seen;
  seen.add(from);
  // The first chunk names every page: what it loads later is counted with those pages.
  const next = later && !chunk.isEntry ? [...chunk.imports, ...chunk.dynamicImports] : chunk.imports;
  for (const file of next) reach(chunks, file, later, seen);
  return seen;
}

function kilobytes(chunks: Map<string, Rolldown.OutputChunk>, files: Set<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(chunks.get(file)?.code ?? '').length;
  return bytes / 1024;
}

function line(page: string, size: number, later: number): string {
  const limit = LIMITS[page];
  const verdict = limit === undefined ? '' : size < limit ? `  (under ${limit})` : `  OVER ${limit}`;
  const more = later > 0 ? `, ${later.toFixed(1)} kB later` : '';
  return `  ${page.padEnd(16)} ${size.toFixed(1).padStart(6)} kB${more}${verdict}`;
}
