import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fromHere } from './excalidraw-assets.ts';

const folder = path.dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw'));

test('the Excalidraw of today asks nobody else for its fonts', () => {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const elsewhere = scripts
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .filter((code) => code.includes('//esm.sh/'));
  expect(elsewhere).toHaveLength(1);
  const [code = ''] = elsewhere;
  expect(fromHere(code)).not.toContain('esm.sh');
  expect(fromHere(code)).toContain("new URL('/assets/excalidraw/', window.location.href).href");
});
