import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LEFT_OUT, leaveOut } from './leave-out.ts';

test('what is left out is where the libraries of today have it', () => {
  const { paths } = createRequire(import.meta.url).resolve;
  const folders = paths('zod') ?? [];
  for (const module of Object.keys(LEFT_OUT)) {
    expect(
      folders.some((folder) => existsSync(path.join(folder, module))),
      module,
    ).toBe(true);
  }
});

test('only that is replaced', () => {
  const { load } = leaveOut();
  if (typeof load !== 'function') throw new Error('No way to load');
  const loaded = (id: string) => Reflect.apply(load, {}, [id, {}]);
  expect(loaded('/app/node_modules/zod/v4/locales/en.js')).toMatchObject({ code: 'export default () => ({});' });
  expect(loaded('/app/node_modules/zod/v4/locales/de.js')).toBeNull();
  expect(loaded('/app/src/main.tsx')).toBeNull();
});
