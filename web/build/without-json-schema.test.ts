import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { spared, withoutKinds } from './without-json-schema.ts';

const zod = path.dirname(createRequire(import.meta.url).resolve('zod/package.json'));
const code = readFileSync(path.join(zod, 'v4/classic/schemas.js'), 'utf8');

test('the zod of today is spared its JSON schemas, and another one would be noticed', () => {
  expect(spared(code)).not.toMatch(/from "\.\.\/core\/(json-schema-processors|to-json-schema)\.js"/);
  expect(() => spared('something else')).toThrow('without-json-schema.ts');
});

test('of what `z.string()` can, only its kinds of text go', () => {
  const { length } = withoutKinds(code);
  expect(code.length - length).toBeGreaterThan(1_000);
  expect(code.length - length).toBeLessThan(5_000);
  expect(withoutKinds(code)).not.toContain('return this.check(core._email(');
  expect(withoutKinds(code)).toContain('export const ZodEmail = ');
  expect(() => withoutKinds('something else')).toThrow('without-json-schema.ts');
});
