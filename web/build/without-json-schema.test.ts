import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { spared } from './without-json-schema.ts';

test('the zod of today is spared its JSON schemas, and another one would be noticed', () => {
  const zod = path.dirname(createRequire(import.meta.url).resolve('zod/package.json'));
  const code = readFileSync(path.join(zod, 'v4/classic/schemas.js'), 'utf8');
  expect(spared(code)).not.toMatch(/from "\.\.\/core\/(json-schema-processors|to-json-schema)\.js"/);
  expect(() => spared('something else')).toThrow('without-json-schema.ts');
});
